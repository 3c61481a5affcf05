//! The phrasebook's files → the table that the core embeds; run by the build script, and by tests of small books.
//!
//! The files' form is told in `any.txt`. Languages are not told apart: the files avoid words that mean something else
//! elsewhere. Not here: reading the table (`book`).

use super::{
    class::Class,
    form::{BEGINS, GAP, HEAD, ROOT, STEM, begin_bit, place},
    words,
};
use std::collections::HashMap;

/// The class and phrases of a line of a phrasebook file; none for comments and empty lines.
pub fn class_line(line: &str) -> Option<(Class, &str)> {
    let (name, phrases) = line.split_once(':').filter(|_| !line.starts_with('#'))?;
    Class::ALL.iter().find(|it| it.name() == name.trim()).map(|&class| (class, phrases))
}

/// Compiles files; lines that name no class are skipped (a test sees to it that there are none). The same files give the same bytes.
pub fn compile<'a>(sources: impl IntoIterator<Item = &'a str>) -> Vec<u8> {
    let mut trie = Trie::default();
    for (class, phrases) in sources.into_iter().flat_map(str::lines).filter_map(class_line) {
        for phrase in phrases.split('|') {
            trie.add(class, phrase);
        }
    }
    // Four places in five are taken. Where two edges cannot be told apart, which is one chance in many thousands, one place more parts them.
    let mut places = trie.nodes.len() as u32 * 5 / 4 + 1;
    loop {
        if let Some(bytes) = trie.lay(places) {
            return bytes;
        }
        places += 1;
    }
}

/// The phrases as a tree of words, before it is laid into a table.
#[derive(Default)]
struct Trie {
    edges: HashMap<(u32, u64), u32>,
    /// By node, after the root: its parent, the key that leads to it, and the classes that end there.
    nodes: Vec<(u32, u64, u64)>,
    stem_lengths: u64,
}

impl Trie {
    /// Adds a phrase, and with it each choice among its alternatives.
    fn add(&mut self, class: Class, phrase: &str) {
        let mut nodes = vec![ROOT];
        for piece in phrase.split_whitespace() {
            nodes = piece
                .split('/')
                .flat_map(|choice| nodes.iter().map(|&node| self.step(node, choice)).collect::<Vec<_>>())
                .collect();
        }
        for node in nodes.into_iter().filter(|&it| it != ROOT) {
            if let Some(end) = self.nodes.get_mut(node as usize - 1) {
                end.2 |= 1 << class as u8;
            }
        }
    }

    /// Goes on from a node by one piece of a phrase: a word, the stem of one, or any word at all.
    fn step(&mut self, node: u32, piece: &str) -> u32 {
        if piece == "_" {
            return self.follow(node, GAP);
        }
        let mut hashes = Vec::new();
        words::for_each(piece.trim_end_matches('*'), &mut String::new(), |word, _, _| {
            hashes.push((word.bytes().fold(words::SEED, words::step), word.len()));
        });
        let last = hashes.len().saturating_sub(1);
        hashes.into_iter().enumerate().fold(node, |node, (at, (hash, length))| {
            let is_stem = at == last && piece.ends_with('*');
            if is_stem {
                self.stem_lengths |= 1 << length.min(63);
            }
            self.follow(node, if is_stem { hash ^ STEM } else { hash.max(1) })
        })
    }

    fn follow(&mut self, node: u32, key: u64) -> u32 {
        let new = self.nodes.len() as u32 + 1;
        let next = *self.edges.entry((node, key)).or_insert(new);
        if next == new {
            self.nodes.push((node, key, 0));
        }
        next
    }

    /// The table with so many places; none where two edges in it look the same.
    fn lay(&self, places: u32) -> Option<Vec<u8>> {
        let mut begins = vec![0_u64; BEGINS];
        let mut sets = vec![0_u64];
        let mut ends = vec![0_u16; places as usize];
        let mut prints = vec![0_u32; places as usize];
        let mut laid = vec![ROOT];
        for &(parent, key, classes) in &self.nodes {
            if parent == ROOT {
                let (word, bit) = begin_bit(key);
                *begins.get_mut(word)? |= bit;
            }
            let (mut at, print) = place(*laid.get(parent as usize)?, key, places);
            loop {
                match *prints.get(at as usize)? {
                    0 => break,
                    other if other == print => return None,
                    _ => at = (at + 1) % places,
                }
            }
            *prints.get_mut(at as usize)? = print;
            let set = sets.iter().position(|&it| it == classes).unwrap_or_else(|| {
                sets.push(classes);
                sets.len() - 1
            });
            *ends.get_mut(at as usize)? = set as u16;
            laid.push(at + 1);
        }
        let mut bytes = Vec::with_capacity(HEAD + 8 * (BEGINS + sets.len()) + 6 * places as usize);
        bytes.extend(self.stem_lengths.to_le_bytes());
        bytes.extend(places.to_le_bytes());
        bytes.extend((sets.len() as u32).to_le_bytes());
        bytes.extend(begins.iter().chain(&sets).flat_map(|it| it.to_le_bytes()));
        bytes.extend(ends.iter().flat_map(|it| it.to_le_bytes()));
        bytes.extend(prints.iter().flat_map(|it| it.to_le_bytes()));
        Some(bytes)
    }
}
