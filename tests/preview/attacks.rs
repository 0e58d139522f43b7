//! Whoever should not come in tries to.

use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::json;

use crate::client::{Answer, Preview};
use crate::workbench::Bench;

const LETTER: &str = "/api/manuscript?document=2022/brief";
const LETTER_FILE: &str = "data/brieven/2022/brief.md";

/// Everything that tells or changes something.
const CLOSED: [(&str, &str); 11] = [
    ("GET", LETTER),
    ("PUT", LETTER),
    ("GET", "/api/source?file=data/gemeente.toml"),
    ("GET", "/api/pdf?document=2022/brief"),
    ("GET", "/api/live"),
    ("GET", "/api/rows?file=data/reeksen/hulp.csv&row=1"),
    ("GET", "/api/desk"),
    ("POST", "/api/act"),
    ("POST", "/api/bundle"),
    ("PUT", "/api/picture?name=plein"),
    ("POST", "/api/comments"),
];

#[track_caller]
fn assert_refused(answer: &Answer, status: u16) {
    assert_eq!(answer.status, status, "{answer:?}");
    assert!(!answer.text().contains("sjabloon"), "nothing of the letter is told: {}", answer.text());
    assert_eq!(answer.header("access-control-allow-origin"), None);
}

#[test]
fn without_the_key_of_this_run_nothing_is_told_or_changed() {
    let bench = Bench::basis();
    let before = bench.read(LETTER_FILE);
    let preview = Preview::of(bench.path());
    let host = format!("127.0.0.1:{}", preview.port);
    let other_run = Preview::of(bench.path());
    assert_ne!(preview.key, other_run.key);
    assert_eq!(preview.key.len(), 64);
    let nearly = format!("{}0", &preview.key[..63]);
    let nearly = if nearly == preview.key { format!("{}1", &preview.key[..63]) } else { nearly };
    let wrong =
        ["", "Bearer ", "Bearer x", &format!("Bearer {nearly}"), &format!("Bearer {}", other_run.key), &preview.key];
    for (method, path) in CLOSED {
        assert_refused(&preview.raw(method, path, &[("Host", &host), ("If-Match", "*")], "kwaad"), 401);
        for key in wrong {
            let headers = [("Host", host.as_str()), ("Authorization", key), ("If-Match", "*")];
            assert_refused(&preview.raw(method, path, &headers, "kwaad"), 401);
        }
        // A key in the address would end up in histories and logs.
        let with_key = format!("{path}{}sleutel={}", if path.contains('?') { '&' } else { '?' }, preview.key);
        assert_refused(&preview.raw(method, &with_key, &[("Host", &host)], "kwaad"), 401);
    }
    assert_eq!(bench.read(LETTER_FILE), before);
}

#[test]
fn the_key_is_given_to_nobody_who_only_asks_for_it() {
    let bench = Bench::basis();
    let preview = Preview::of(bench.path());
    let host = format!("127.0.0.1:{}", preview.port);
    let offer = preview.raw("GET", "/bewijs?nonce=00", &[("Host", &host)], "");
    assert_eq!(offer.status, 200);
    let offer: serde_json::Value = serde_json::from_str(&offer.text()).expect("JSON");
    let json = [("Host", host.as_str()), ("Content-Type", "application/json")];
    // Neither a guess nor what the program itself said is a proof.
    for proof in ["", "00", offer["proof"].as_str().expect("a proof"), offer["challenge"].as_str().expect("one")] {
        let answer = preview.raw("POST", "/terug", &json, &json!({ "proof": proof }).to_string());
        assert_refused(&answer, 401);
        assert!(!answer.text().contains(&preview.key));
    }
    let from_elsewhere = [("Host", host.as_str()), ("Origin", "http://example.org")];
    assert_refused(&preview.raw("GET", "/bewijs?nonce=00", &from_elsewhere, ""), 403);
    assert_refused(&preview.raw("POST", "/terug", &from_elsewhere, "{}"), 403);
    // Another run at the same place has the same secret, and proves it at its own port only.
    let other = Preview::of(bench.path());
    let host = format!("127.0.0.1:{}", other.port);
    let other: serde_json::Value =
        serde_json::from_str(&other.raw("GET", "/bewijs?nonce=00", &[("Host", &host)], "").text()).expect("JSON");
    assert_ne!(other["proof"], offer["proof"]);
}

#[test]
fn another_name_for_this_computer_is_not_answered() {
    let bench = Bench::basis();
    let preview = Preview::of(bench.path());
    let bearer = format!("Bearer {}", preview.key);
    let (port, next) = (preview.port, preview.port.wrapping_add(1));
    let names = [
        format!("griffel.example:{port}"),
        format!("127.0.0.1.griffel.example:{port}"),
        format!("127.0.0.1:{next}"),
        format!("127.0.0.1:{port}@griffel.example"),
        format!("griffel.example@127.0.0.1:{port}"),
        format!("0.0.0.0:{port}"),
        "127.0.0.1".to_owned(),
        String::new(),
    ];
    for name in names {
        let headers = [("Host", name.as_str()), ("Authorization", bearer.as_str())];
        for path in [LETTER, "/"] {
            let answer = preview.raw("GET", path, &headers, "");
            assert!([400, 421].contains(&answer.status), "{name}: {answer:?}");
            assert!(!answer.text().contains("script"), "{name}");
        }
    }
    let own = format!("127.0.0.1:{port}");
    let twice = [("Host", own.as_str()), ("Host", "griffel.example"), ("Authorization", bearer.as_str())];
    assert!([400, 421].contains(&preview.raw("GET", LETTER, &twice, "").status));
    let none = [("Authorization", bearer.as_str())];
    assert!([400, 421].contains(&preview.raw("GET", LETTER, &none, "").status));
    assert_eq!(preview.request("GET", LETTER, &[], "").status, 200);
}

#[test]
fn other_web_sites_are_kept_out() {
    let bench = Bench::basis();
    let before = bench.read(LETTER_FILE);
    let preview = Preview::of(bench.path());
    let port = preview.port;
    let origins = [
        "http://griffel.example".to_owned(),
        "null".to_owned(),
        String::new(),
        format!("https://127.0.0.1:{port}"),
        format!("http://127.0.0.1:{}", port.wrapping_add(1)),
        format!("http://127.0.0.1:{port}.griffel.example"),
    ];
    let tag = preview.request("GET", LETTER, &[], "").header("etag").expect("a tag").to_owned();
    for origin in &origins {
        for (method, path) in CLOSED {
            let headers = [("Origin", origin.as_str()), ("If-Match", tag.as_str())];
            assert_refused(&preview.request(method, path, &headers, "kwaad"), 403);
        }
        assert!(preview.try_connect(origin, &preview.key).is_err(), "{origin}");
    }
    for site in ["cross-site", "same-site", "none"] {
        assert_refused(&preview.request("PUT", LETTER, &[("Sec-Fetch-Site", site), ("If-Match", &tag)], "kwaad"), 403);
    }
    // What a browser asks before it lets another site send a key.
    let asked = preview.request(
        "OPTIONS",
        LETTER,
        &[("Origin", "http://griffel.example"), ("Access-Control-Request-Method", "PUT")],
        "",
    );
    assert_refused(&asked, 403);
    assert!(preview.try_connect(&format!("http://127.0.0.1:{port}"), "verkeerd").is_err());
    assert_eq!(bench.read(LETTER_FILE), before);
    let own = format!("http://127.0.0.1:{port}");
    assert_eq!(
        preview
            .request("PUT", LETTER, &[("Origin", &own), ("Sec-Fetch-Site", "same-origin"), ("If-Match", &tag)], &before)
            .status,
        204
    );
}

#[test]
fn only_this_computer_can_connect() {
    let bench = Bench::basis();
    let preview = Preview::of(bench.path());
    // The port is free on every other address of this computer.
    let elsewhere = std::net::TcpListener::bind(("127.0.0.2", preview.port));
    assert!(elsewhere.is_ok() || cfg!(not(target_os = "linux")), "{elsewhere:?}");
    #[cfg(target_os = "linux")]
    {
        let listening = format!(":{:04X} 00000000:0000 0A", preview.port);
        let table = fs::read_to_string("/proc/net/tcp").expect("read");
        let rows: Vec<&str> =
            table.lines().filter(|line| line.contains(&listening) && !line.contains("0200007F:")).collect();
        assert!(!rows.is_empty() && rows.iter().all(|row| row.contains("0100007F:")), "{rows:?}");
        let table = fs::read_to_string("/proc/net/tcp6").unwrap_or_default();
        assert!(!table.contains(&format!(":{:04X} 0000000000000000", preview.port)));
    }
}

#[test]
fn only_letters_in_the_work_folder_are_written() {
    let bench = Bench::basis();
    let outside = tempfile::tempdir().expect("temporary folder");
    fs::write(outside.path().join("geheim.md"), "geheim").expect("written");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(outside.path().join("geheim.md"), bench.at("data/brieven/2022/link.md"))
            .expect("linked");
        std::os::unix::fs::symlink(outside.path(), bench.at("data/brieven/2021")).expect("linked");
    }
    let municipality = bench.read("data/gemeente.toml");
    let preview = Preview::of(bench.path());
    let names = [
        "2022/nieuw",
        "2022/link",
        "2021/geheim",
        "../../data/gemeente.toml",
        "2022/../../../data/gemeente",
        "2022%2F..%2F..%2Fgemeente",
        "/etc/passwd",
        "2022/brief.md",
        "2022/brief%00",
        "2022\\brief",
        "",
    ];
    for name in names {
        let answer =
            preview.request("PUT", &format!("/api/manuscript?document={name}"), &[("If-Match", "\"x\"")], "kwaad");
        assert!([400, 404].contains(&answer.status), "{name}: {answer:?}");
        let answer = preview.request("GET", &format!("/api/manuscript?document={name}"), &[], "");
        assert!([400, 404].contains(&answer.status), "{name}: {answer:?}");
    }
    for file in [
        "../geheim.toml",
        "/etc/hosts",
        "data/../../x.toml",
        "data/reeksen/jnv.csv",
        "uitvoer/x.md",
        "data/brieven/2022/link.md",
    ] {
        let answer = preview.request("GET", &format!("/api/source?file={file}"), &[], "");
        assert_eq!(answer.status, 404, "{file}: {answer:?}");
        assert!(!answer.text().contains("geheim\""), "{file}");
    }
    assert_eq!(bench.read("data/gemeente.toml"), municipality);
    assert_eq!(fs::read_to_string(outside.path().join("geheim.md")).expect("read"), "geheim");
    assert!(!bench.at("data/brieven/2022/nieuw.md").exists());
}

#[test]
fn a_letter_is_never_overwritten_unseen() {
    let bench = Bench::basis();
    let preview = Preview::of(bench.path());
    let read = preview.request("GET", LETTER, &[], "");
    let tag = read.header("etag").expect("a tag").to_owned();
    assert_eq!(preview.request("PUT", LETTER, &[], "zonder versie").status, 428);
    let theirs = bench.read(LETTER_FILE) + "\nVan een ander.\n";
    bench.write(LETTER_FILE, &theirs);
    let refused = preview.request("PUT", LETTER, &[("If-Match", &tag)], "van mij");
    assert_eq!((refused.status, refused.text()), (412, theirs.clone()));
    assert_eq!(bench.read(LETTER_FILE), theirs);
    let tag = refused.header("etag").expect("a tag").to_owned();
    assert_eq!(preview.request("PUT", LETTER, &[("If-Match", &tag)], "van mij").status, 204);
    assert_eq!(bench.read(LETTER_FILE), "van mij");
    let large = "x".repeat(9 * 1024 * 1024);
    let answer = preview.request("PUT", LETTER, &[("If-Match", &tag)], &large);
    assert!([0, 413].contains(&answer.status), "{}", answer.status);
    assert_eq!(bench.read(LETTER_FILE), "van mij");
}

#[test]
fn the_page_can_run_nothing_but_its_own_script() {
    let bench = Bench::basis();
    let preview = Preview::of(bench.path());
    let pages = [preview.request("GET", "/", &[], ""), preview.request("GET", "/", &[], "")];
    let policies = pages.each_ref().map(|page| page.header("content-security-policy").expect("a policy").to_owned());
    for (page, policy) in pages.iter().zip(&policies) {
        let rules: Vec<&str> = policy.split("; ").collect();
        assert!(rules.contains(&"default-src 'none'") && rules.contains(&"script-src 'self'"), "{policy}");
        for rule in ["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", "connect-src 'self'"] {
            assert!(rules.contains(&rule), "{policy}");
        }
        assert!(!policy.contains("unsafe") && !policy.contains('*') && !policy.contains("http"), "{policy}");
        let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).expect("a nonce");
        assert!(nonce.len() >= 32 && page.text().contains(nonce));
        assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(page.header("cache-control"), Some("no-store"));
        assert!(!page.text().contains(&preview.key), "the page does not hold the key");
    }
    assert_ne!(policies[0], policies[1]);
    for path in ["/app.js", "/app.css"] {
        let file = preview.request("GET", path, &[], "");
        assert_eq!(file.status, 200, "{path}");
        assert!(file.header("content-security-policy").is_some_and(|policy| policy.contains("default-src 'none'")));
    }
    for path in
        ["/../Cargo.toml", "/fonts/../../Cargo.toml", "/fonts/%2e%2e/x.ttf", "/data/gemeente.toml", "/app.js.map"]
    {
        assert_eq!(preview.request("GET", path, &[], "").status, 404, "{path}");
    }
}

#[test]
fn words_from_letters_and_data_stay_words() {
    let bench = Bench::basis();
    let evil = "<script>alert(document)</script><img src=x onerror=alert(document)> ]]> javascript:alert(document)";
    bench.write(LETTER_FILE, bench.read(LETTER_FILE) + "\n\nTekst: `" + evil + "`\n");
    let preview = Preview::of(bench.path());
    let mut tab = preview.connect();
    tab.say(&json!({"type": "open", "document": "2022/brief"}));
    tab.say(&json!({"type": "view", "first": 0, "last": 9}));
    let shown = tab.document(|document| document["full"] == true);
    let bands = shown["bands"].as_object().expect("bands");
    assert!(!bands.is_empty());
    for svg in bands.values().map(|band| band.as_str().expect("SVG")) {
        assert!(!svg.contains("<script") && !svg.contains("onerror") && !svg.contains("javascript:"), "only outlines");
    }
    // Nonsense is not answered, and does no harm.
    for nonsense in
        [json!({"type": "onzin"}), json!([]), json!({"type": "open"}), json!({"type": "view", "first": -1, "last": 0})]
    {
        tab.say(&nonsense);
    }
    tab.say(&json!({"type": "view", "first": 0, "last": u64::MAX}));
    assert_eq!(tab.open("2022/brief")["good"], true);
}

/// Reads one answer from a connection that stays open; none when it was closed.
fn next_answer(stream: &mut TcpStream) -> Option<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        if !matches!(stream.read(&mut byte), Ok(1)) {
            return None;
        }
        head.extend(byte);
    }
    let head = String::from_utf8_lossy(&head).to_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.trim().parse().ok());
    stream.read_exact(&mut vec![0; length.unwrap_or(0)]).expect("the rest of the answer");
    Some(head)
}

/// Whether the server closes a connection, without a page for what was half asked.
fn is_sent_away(stream: &mut TcpStream) -> bool {
    stream.set_read_timeout(Some(Duration::from_secs(30))).expect("set");
    let mut said = Vec::new();
    let closed = match stream.read_to_end(&mut said) {
        Ok(_) => true,
        Err(error) => error.kind() == ErrorKind::ConnectionReset,
    };
    // Whoever took longer than a request may take is told so first.
    closed && !String::from_utf8_lossy(&said).contains(" 200 ")
}

#[test]
fn connections_without_the_key_keep_nobody_out() {
    let bench = Bench::basis();
    let preview = Preview::of(bench.path());
    let connect = || TcpStream::connect(("127.0.0.1", preview.port)).expect("connects");
    let mut tab = preview.connect();
    assert_eq!(tab.open("2022/brief")["good"], true);
    // One that has shown the key, and says nothing for a while.
    let mut owner = connect();
    let asked = format!(
        "GET {LETTER} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nAuthorization: Bearer {}\r\n\r\n",
        preview.port, preview.key
    );
    owner.write_all(asked.as_bytes()).expect("written");
    assert!(next_answer(&mut owner).is_some_and(|head| head.contains("200 ok")));
    let host = format!("Host: 127.0.0.1:{}\r\n", preview.port);
    let floods = [
        (String::new(), false),
        ("GET / HTTP/1.1\r\nHost: ".to_owned(), false),
        (format!("PUT {LETTER} HTTP/1.1\r\n{host}Content-Length: 100000\r\n\r\nx"), true),
        (format!("GET /fonts/SourceSans3-Regular.ttf HTTP/1.1\r\n{host}\r\n").repeat(40), true),
    ];
    for (flood, is_answered) in floods {
        let mut strangers: Vec<TcpStream> = (0..1_000)
            .map(|_| {
                let mut stream = connect();
                // It may have been sent away already.
                let _ = stream.write_all(flood.as_bytes());
                stream
            })
            .collect();
        assert_eq!(preview.request("GET", LETTER, &[], "").status, 200);
        owner.write_all(asked.as_bytes()).expect("it was never closed");
        assert!(next_answer(&mut owner).is_some_and(|head| head.contains("200 ok")), "{flood:?}");
        // The oldest had to make room.
        assert!(is_answered || is_sent_away(&mut strangers[0]), "{flood:?}");
        assert_eq!(tab.open("2022/tweede")["good"], true);
    }
}

#[test]
fn who_has_no_key_gets_one_answer_from_a_connection() {
    let bench = Bench::basis();
    let preview = Preview::of(bench.path());
    for (path, status) in [("/app.js", "200"), (LETTER, "401")] {
        let mut stream = TcpStream::connect(("127.0.0.1", preview.port)).expect("connects");
        let asked = format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", preview.port);
        stream.write_all(asked.as_bytes()).expect("written");
        let head = next_answer(&mut stream).expect("an answer");
        assert!(head.contains(status) && head.contains("connection: close"), "{head}");
        assert!(is_sent_away(&mut stream), "{path}");
    }
}

#[test]
fn what_the_server_does_not_take_it_says_in_dutch() {
    let bench = Bench::basis();
    let preview = Preview::of(bench.path());
    let large = "x".repeat(9 * 1024 * 1024);
    for (method, path, body, status, says) in [
        ("GET", "/api/pdf", "", 400, "begrijpt deze vraag niet"),
        ("GET", "/api/manuscript?document=%ff", "", 404, "geen brief of presentatie"),
        ("GET", "/api/live", "", 400, "begrijpt deze vraag niet"),
        ("POST", LETTER, "", 405, "kan hier niet"),
        ("GET", "/niets.css", "", 404, "is er niet"),
        ("PUT", LETTER, large.as_str(), 413, "te groot"),
    ] {
        let answer = preview.request(method, path, &[("If-Match", "\"x\"")], body);
        // A server that refuses a large body may close before its answer was read.
        if answer.status != 0 {
            assert_eq!(answer.status, status, "{method} {path}: {answer:?}");
            assert!(answer.text().contains(says), "{method} {path}: {}", answer.text());
        }
        assert!(answer.status != 0 || body.len() > 1, "{method} {path}");
    }
}
