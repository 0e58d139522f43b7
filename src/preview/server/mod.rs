//! The server: it answers the page, and has the setter do what takes long.
//!
//! | module | what it does |
//! |---|---|
//! | `serve`, `routes` | it listens, and what is answered |
//! | `guard`, `denial`, `random` | to whom, how it is said that something is not given, keys that nobody guesses |
//! | `rejoin` | how a page whose program was gone goes on with the next |
//! | `visitors` | who may stay connected |
//! | `assets`, `manuscripts` | the page itself, texts read and saved |
//! | `manual` | the manual as a page |
//! | `writer` | every file that is changed for the page |
//! | `versions` | earlier versions of documents |
//! | `stamp` | whether a file is still the same |
//! | `own_folders` | where what is no input of anything lies |
//! | `own_words` | what was meant by an unknown word, and the list of words that the municipality knows |
//! | `acts` | what the page has done: `documents` and `fresh` make and move them, `head` fills in their heads |
//! | `search` | words in the texts of all documents |
//! | `bundle` | several PDFs in one file |
//! | `sheets` | what stands in files with numbers, and other programs for them |
//! | `figures` | files with numbers: a sheet with what is guessed of it, cells that are changed |
//! | `pictures` | pictures that are brought into a text |
//! | `shelf` | the files that are no documents, as forms |
//! | `comments`, `presence` | what colleagues say of a document, and who has it open |
//! | `together` | tells tabs of both |
//! | `hub` | knows the browser tabs and what each of them shows |
//! | `supervisor` | gives tasks to the setter, and replaces it |
//! | `watch` | tells that something changed in the work folder |

mod acts;
mod bundle;
mod comments;
pub(super) mod assets;
pub(super) mod guard;
pub(super) mod hub;
mod manuscripts;
mod own_folders;
mod own_words;
mod presence;
mod random;
mod denial;
mod documents;
mod figures;
mod fresh;
mod head;
mod manual;
mod pictures;
pub(super) mod rejoin;
mod routes;
pub(crate) mod search;
mod sheets;
pub(super) mod serve;
mod shelf;
mod stamp;
mod supervisor;
mod versions;
mod together;
mod visitors;
mod watch;
pub(crate) mod writer;

pub(super) use random::random_hex;
