// What colleagues say of the document shown, in the order of its text: to read, answer and settle.
import { useEffect, useRef, useState } from "preact/hooks";
import { desk, knowDesk, worker } from "../acts.ts";
import type { Anchor } from "../comments/anchor.ts";
import {
  answer,
  chosenComment,
  comments,
  commentsProblem,
  nameOf,
  openComments,
  place,
  remove,
  reopen,
  settle,
  settledShown,
  type,
  typing,
} from "../comments/comments.ts";
import { goToComment, inOrder, isOwn, placed } from "../comments/placing.ts";
import * as editor from "../editor/editor.ts";
import type { ShownAnswer, ShownComment } from "../protocol.ts";
import { settings } from "../settings.ts";
import { thisDocument } from "../state.ts";
import { momentOf } from "../when.ts";
import { Icon } from "./Icon.tsx";

export function Comments() {
  useEffect(() => void knowDesk(), []);
  const problem = commentsProblem.value;
  const open = inOrder(openComments.value);
  const settled = comments.value.filter((comment) => comment.settled !== null);
  const written = typing(null);
  return (
    <div class="findings-list comments" id={LIST} tabIndex={0} role="group" aria-label="Lijst met opmerkingen">
      {problem && (
        <p class="refusal" role="alert">
          <strong>{problem.message}</strong> {problem.hint}
        </p>
      )}
      {written?.anchor && <NewComment anchor={written.anchor} />}
      {!problem && open.length === 0 && !written && (
        <p class="all-well">
          {settled.length > 0 ? "Alle opmerkingen zijn opgelost." : `Er staan geen opmerkingen bij ${thisDocument.value}.`} Selecteer woorden in de
          tekst en klik op Nieuwe opmerking.
        </p>
      )}
      <ul>
        {open.map((comment) => (
          <Item key={comment.id} comment={comment} />
        ))}
      </ul>
      {settled.length > 0 && (
        <button
          type="button"
          class="button quiet small settled-shower"
          aria-expanded={settledShown.value}
          onClick={() => (settledShown.value = !settledShown.value)}
        >
          {settledShown.value ? "Verberg opgeloste" : `Toon opgeloste (${settled.length})`}
        </button>
      )}
      {settledShown.value && (
        <ul>
          {settled.map((comment) => (
            <Item key={comment.id} comment={comment} />
          ))}
        </ul>
      )}
    </div>
  );
}

/** What was clicked is gone when that is done. */
function thenFocus(done: Promise<void>, id: string): void {
  void done.then(() => setTimeout(() => document.getElementById(id)?.focus()));
}

/** Of the list, and of the button that answers a comment. */
const LIST = "comments";
const answerer = (id: string) => `answer-${id}`;

function NewComment({ anchor }: { anchor: Anchor }) {
  return (
    <div class="comment new">
      <Quotation words={anchor.words} />
      <Writing
        id={null}
        label="Uw opmerking"
        does="Plaats"
        run={(by, text) => place(by, text, anchor)}
        leave={() => type(null, null)}
        keep={(text) => type(null, { text, anchor })}
      />
    </div>
  );
}

function Quotation({ words }: { words: string }) {
  return <q class="comment-words">{words.length > 160 ? `${words.slice(0, 150).trimEnd()} …` : words}</q>;
}

function Item({ comment }: { comment: ShownComment }) {
  const { id, words, settled, answers } = comment;
  const isLost = settled === null && !placed.value.has(id);
  const isChosen = chosenComment.value === id;
  const element = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isChosen) element.current?.scrollIntoView({ block: "nearest" });
  }, [isChosen]);
  const answered = typing(id);
  // A name for a button that is read without what stands around it.
  const of = `van ${nameOf(comment)}`;
  return (
    <li ref={element} class={`comment${settled ? " settled" : ""}${isChosen ? " chosen" : ""}`}>
      {isLost ? (
        <div class="comment-place">
          <Quotation words={words} />
          <span class="comment-lost">
            <Icon name="warning" /> staat niet meer in de tekst
          </span>
        </div>
      ) : (
        <button type="button" class="comment-place" aria-pressed={isChosen} title="Ga naar deze woorden" onClick={() => goToComment(comment)}>
          <Quotation words={words} />
        </button>
      )}
      <Said of={comment} />
      {answers.length > 0 && (
        <ul class="answers">
          {answers.map((given) => (
            <li key={given.id}>
              <Said of={given} />
              {isOwn(given) && <Remove what="uw antwoord" run={() => remove(comment, given)} />}
            </li>
          ))}
        </ul>
      )}
      {settled && (
        <p class="comment-settled">
          <Icon name="ok" /> Opgelost door {nameOf(settled)}, <When at={settled.at} />
        </p>
      )}
      {answered ? (
        <Writing
          id={id}
          label={`Antwoord aan ${nameOf(comment)}`}
          does="Plaats antwoord"
          run={(by, text) => answer(by, id, text)}
          leave={() => type(id, null)}
          keep={(text) => type(id, { text })}
        />
      ) : (
        <div class="comment-acts">
          {settled ? (
            <button type="button" class="button small" aria-label={`Heropen de opmerking ${of}`} onClick={() => thenFocus(reopen(id), LIST)}>
              Heropen
            </button>
          ) : (
            <>
              <button
                type="button"
                class="button small"
                id={answerer(id)}
                aria-label={`Antwoord op de opmerking ${of}`}
                onClick={() => type(id, { text: "" })}
              >
                Antwoord
              </button>
              <Settle id={id} of={of} />
            </>
          )}
          {isOwn(comment) && <Remove what="uw opmerking" run={() => remove(comment, null)} />}
        </div>
      )}
    </li>
  );
}

/** Settles a comment; who does it is known by name. */
function Settle({ id, of }: { id: string; of: string }) {
  const why = `settle-${id}`;
  const isNameless = desk.value !== null && !worker();
  return (
    <>
      <button
        type="button"
        class="button small"
        aria-label={`Opgelost: de opmerking ${of}`}
        aria-describedby={isNameless ? why : undefined}
        disabled={!worker()}
        onClick={() => thenFocus(settle(worker(), id), LIST)}
      >
        Opgelost
      </button>
      {isNameless && (
        <span class="comment-why" id={why}>
          Opgelost kan pas als Griffel uw naam weet. Geef eerst een antwoord.
        </span>
      )}
    </>
  );
}

function Remove({ what, run }: { what: string; run: () => Promise<void> }) {
  return (
    <button type="button" class="button quiet small" aria-label={`Verwijder ${what}`} onClick={() => thenFocus(run(), LIST)}>
      Verwijder
    </button>
  );
}

function Said({ of }: { of: ShownComment | ShownAnswer }) {
  return (
    <>
      <p class="comment-by">
        <strong>{nameOf(of)}</strong> <When at={of.at} />
      </p>
      <p class="comment-text">{of.text}</p>
    </>
  );
}

/** A moment by the clock of this place; what is none, as it stands. */
function When({ at }: { at: string }) {
  const moment = new Date(at);
  if (Number.isNaN(moment.getTime())) return <span>{at}</span>;
  return <time dateTime={moment.toISOString()}>{momentOf(moment, new Date())}</time>;
}

interface WritingProps {
  id: string | null;
  label: string;
  does: string;
  run: (by: string, text: string) => Promise<void>;
  leave: () => void;
  keep: (text: string) => void;
}

/** A field to write in; Ctrl+Enter places it, Escape leaves it. */
function Writing({ id, label, does, run, leave, keep }: WritingProps) {
  const [asksName] = useState(!settings.by.peek());
  const [by, setBy] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const text = typing(id)?.text ?? "";
  const name = by ?? worker();
  const key = `writing-${id ?? "new"}`;
  useEffect(() => {
    field.current?.focus();
    form.current?.scrollIntoView({ block: "nearest" });
  }, []);
  const submit = async () => {
    if (isBusy || !text.trim() || !name.trim()) return;
    setBusy(true);
    await run(name, text);
    setBusy(false);
    if (typing(id) === null) goBack();
  };
  const goBack = () => (id === null ? editor.focus() : thenFocus(Promise.resolve(), answerer(id)));
  const give = () => {
    leave();
    goBack();
  };
  return (
    <form
      class="writing"
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void submit();
        else if (event.key === "Escape" && !text.trim()) {
          event.preventDefault();
          give();
        }
      }}
    >
      <label for={key}>{label}</label>
      <textarea id={key} ref={field} rows={2} value={text} onInput={(event) => keep(event.currentTarget.value)} maxLength={10_000} lang="nl" />
      <div class="comment-acts">
        {asksName && (
          <div class="writer">
            <label for={`${key}-by`}>Uw naam</label>
            <input id={`${key}-by`} value={name} onInput={(event) => setBy(event.currentTarget.value)} autocomplete="name" maxLength={80} />
          </div>
        )}
        <button type="submit" class="button small primary" title="Ctrl+Enter" disabled={isBusy || !text.trim() || !name.trim()}>
          {does}
        </button>
        <button type="button" class="button small" onClick={give}>
          Annuleren
        </button>
      </div>
    </form>
  );
}
