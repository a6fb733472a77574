//! What search costs at every size, natively: `cargo run --profile tool -p search --example scale [ENTRIES…]`.
//!
//! `--entries 100000` writes the entries themselves as a county's `policies.json`; `--seed 78` takes other queries.
//!
//! Entries are made up: the same ones in every run. Bytes are brotli 11; a round is what is asked for at once.
#![allow(clippy::expect_used, clippy::print_stdout)]

use std::collections::HashMap;
use std::time::{Duration, Instant};

use pinyin::ToPinyinMulti;
use search::index::{Directory, Hash, Index, Need, Sizes, Total, Writer};
use search::{Characters, Doc, Lore, Request, Sort};

mod synthetic;
use synthetic::Entries;

/// Entries that one search may look at, as in the portal.
const MOST_ENTRIES: usize = 16_384;

fn main() {
    if let [flag, count] = &std::env::args().skip(1).collect::<Vec<_>>()[..]
        && flag == "--entries"
    {
        let count = count.parse().unwrap_or(8_635);
        return print!("{}", Entries::new(count).json(0, count));
    }
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    let mut seed = 77;
    if let Some(place) = args.iter().position(|arg| arg == "--seed") {
        seed = args.drain(place..).nth(1).and_then(|seed| seed.parse().ok()).unwrap_or(seed);
    }
    let wanted: Vec<usize> = args.iter().filter_map(|arg| arg.parse().ok()).collect();
    let sizes = if wanted.is_empty() { vec![1_109, 8_635, 100_000, 1_000_000] } else { wanted };
    for entries in sizes {
        Site::publish(entries).measure(seed);
    }
}

struct Site {
    entries: Entries,
    known: Characters,
    plain: Characters,
    pairs: Vec<u8>,
    readings: Vec<u8>,
    directory: Vec<u8>,
    files: HashMap<String, Vec<u8>>,
    sizes: Sizes,
}

fn hash(bytes: &[u8]) -> Hash {
    let mut state = 0xcbf2_9ce4_8422_2325u64;
    for byte in bytes {
        state = (state ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3);
    }
    std::array::from_fn(|i| (state >> (8 * i)) as u8)
}

fn readings(c: char) -> Vec<String> {
    let all = c.to_pinyin_multi().map(|all| all.into_iter().map(|reading| reading.plain().to_owned()).collect());
    all.unwrap_or_default()
}

fn brotli(bytes: &[u8]) -> usize {
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut packed, &params).unwrap_or_default();
    packed.len()
}

fn most_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("?").trim().to_owned()
}

impl Site {
    fn publish(count: usize) -> Site {
        let entries = Entries::new(count);
        let start = Instant::now();
        let sizes = Sizes::for_entries(count);
        let mut lore = Lore::new();
        for place in 0..count {
            let doc = entries.doc(place);
            [&doc.title].into_iter().chain(&doc.number).chain(&doc.fields).for_each(|text| lore.note(text));
        }
        let (pairs, readings) = (lore.pairs_file(), lore.readings_file(readings));
        let all = lore.characters();
        let mut writer = Writer::new(sizes, &all.with_readings(&readings).expect("readings"));
        (0..count).for_each(|place| writer.add(&entries.doc(place)));
        let plain = all.with_pairs(&pairs).expect("pairs");
        let known = plain.with_readings(&readings).expect("readings");
        let blocks = (0..count.div_ceil(sizes.block as usize)).map(|i| hash(&i.to_be_bytes())).collect();
        let mut files = HashMap::new();
        let directory = writer.finish(blocks, &hash, &mut |name, content| {
            files.insert(name, content);
        });
        let of = |kind: char| {
            let some: Vec<usize> =
                files.iter().filter(|(name, _)| name.starts_with(kind)).map(|(_, file)| file.len()).collect();
            format!("{} of {} kB", some.len(), some.iter().sum::<usize>() / 1000)
        };
        println!("\n## {count} entries: index built in {:.1?}, most memory {}", start.elapsed(), most_memory());
        println!("lists {}, parts {}, words {}", of('l'), of('p'), of('w'));
        println!(
            "directory {} B, pairs {} B, readings {} B ({} characters)",
            brotli(&directory),
            brotli(&pairs),
            brotli(&readings),
            lore.used().len()
        );
        Site { entries, known, plain, pairs, readings, directory, files, sizes }
    }

    fn block(&self, block: u32) -> Vec<Doc> {
        let start = block as usize * self.sizes.block as usize;
        (start..(start + self.sizes.block as usize).min(self.entries.len()))
            .map(|place| self.entries.doc(place))
            .collect()
    }

    fn bytes(&self, need: Need, known: &mut HashMap<String, usize>) -> usize {
        if let Some(bytes) = known.get(&need.name()) {
            return *bytes;
        }
        let bytes = match need {
            Need::Block(block, _) => brotli(
                self.entries.json(block as usize * self.sizes.block as usize, self.sizes.block as usize).as_bytes(),
            ),
            _ => brotli(&self.files[&need.name()]),
        };
        known.insert(need.name(), bytes);
        bytes
    }

    fn measure(&self, seed: usize) {
        let mut sizes = HashMap::new();
        for (kind, queries) in self.entries.queries(seed) {
            let (mut bytes, mut rounds, mut empty, mut stopped, mut exact, mut warm) =
                (Vec::new(), Vec::new(), 0, 0, 0, Vec::new());
            let (mut worst, mut late) = ((0, String::new()), 0);
            for text in &queries {
                let pinyin = text.bytes().any(|byte| byte.is_ascii_lowercase());
                let query = if pinyin { self.known.query(text) } else { self.plain.query(text) };
                let mut index = Index::new(Directory::read(&self.directory).expect("a directory"), &self.plain);
                let mut sum =
                    brotli_of(&self.directory, "directory", &mut sizes) + brotli_of(&self.pairs, "pairs", &mut sizes);
                if pinyin {
                    sum += brotli_of(&self.readings, "readings", &mut sizes);
                }
                let mut n_rounds = 1;
                let request = Request { query: &query, keys: &[], filters: &[], sort: Sort::Relevance };
                let mut cold = None;
                loop {
                    let found =
                        index.search(&request, 50, MOST_ENTRIES / self.sizes.block as usize).expect("an answer");
                    if cold.is_none() && (!found.hits.is_empty() || found.needs.is_empty()) {
                        empty += usize::from(found.hits.is_empty() && found.total == Total::Exactly(0));
                        stopped += usize::from(found.hits.is_empty() && found.total != Total::Exactly(0));
                        exact += usize::from(matches!(found.total, Total::Exactly(_)));
                        late += usize::from(n_rounds > 3 && !found.hits.is_empty());
                        cold = Some((sum, n_rounds));
                    }
                    if found.needs.is_empty() || n_rounds > 60 {
                        break;
                    }
                    n_rounds += 1;
                    for need in found.needs {
                        sum += self.bytes(need, &mut sizes);
                        match need {
                            Need::Block(block, _) => index.give_block(block, &self.block(block)),
                            _ => index.give(need, self.files[&need.name()].clone()).expect("a sound file"),
                        }
                    }
                }
                let (sum, n_rounds) = cold.unwrap_or((sum, n_rounds));
                if sum > worst.0 {
                    worst = (sum, text.clone());
                }
                bytes.push(sum);
                rounds.push(n_rounds);
                let start = Instant::now();
                let query = if pinyin { self.known.query(text) } else { self.plain.query(text) };
                let request = Request { query: &query, ..request };
                let _ = index.search(&request, 50, MOST_ENTRIES / self.sizes.block as usize);
                warm.push(start.elapsed());
            }
            bytes.sort_unstable();
            rounds.sort_unstable();
            warm.sort_unstable();
            let at = |part: usize| (queries.len() * part / 100).min(queries.len() - 1);
            println!(
                "{kind:<28} n={:<4} kB p50 {:>4} p95 {:>4} max {:>4} | rounds p50 {} p95 {} max {}, more than 3 {:>2}, with a hit {late} | exact {:>3} % empty {:>3} stopped {:>3} | warm p95 {:>7.2?} max {:>7.2?} | {}",
                queries.len(),
                bytes[at(50)] / 1000,
                bytes[at(95)] / 1000,
                bytes[queries.len() - 1] / 1000,
                rounds[at(50)],
                rounds[at(95)],
                rounds[queries.len() - 1],
                rounds.iter().filter(|rounds| **rounds > 3).count(),
                exact * 100 / queries.len(),
                empty,
                stopped,
                warm[at(95)],
                warm.last().copied().unwrap_or(Duration::ZERO),
                worst.1
            );
        }
    }
}

fn brotli_of(bytes: &[u8], name: &str, known: &mut HashMap<String, usize>) -> usize {
    *known.entry(name.to_owned()).or_insert_with(|| brotli(bytes))
}
