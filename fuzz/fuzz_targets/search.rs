#![no_main]

use search::index::{Directory, Hash, Index, Need, Sizes, Writer};
use search::wire::{Reply, Wire};
use search::{Characters, Doc, Lore, Request, Service, Sort};
use std::collections::HashMap;
use std::sync::OnceLock;

/// A small site with an index: its characters, its directory, and its files by name.
struct Site(Characters, Vec<u8>, HashMap<String, Vec<u8>>);

fn site() -> &'static Site {
    static SITE: OnceLock<Site> = OnceLock::new();
    SITE.get_or_init(|| {
        let mut lore = Lore::new();
        let titles = ["低保公示", "关于低保的通知", "2024年低保工作公告", "公告"];
        titles.iter().for_each(|title| lore.note(title));
        let readings = lore.readings_file(|c| if c == '低' { vec!["di".into()] } else { vec!["bao".into()] });
        let known = lore.characters().with_readings(&readings).expect("readings");
        let sizes =
            Sizes { block: 1, head: 1, part: 1, deep: 1, longest: 6, shard: 40, words: 40, sounds: 2, sound_shard: 40 };
        let mut writer = Writer::new(sizes, &known);
        for title in titles {
            writer.add(&Doc { id: title.into(), title: title.into(), ..Doc::default() });
        }
        let mut files = HashMap::new();
        let named = |bytes: &[u8]| -> Hash {
            let sum = bytes.iter().fold(7u64, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3));
            std::array::from_fn(|i| (sum >> (8 * i)) as u8)
        };
        let blocks = (0..titles.len()).map(|place| named(&[place as u8])).collect();
        let directory = writer.finish(blocks, &named, &mut |name, file| _ = files.insert(name, file));
        Site(known, directory, files)
    })
}

// Messages one after the other, each with its length before it, as an app of another release might say them; the same
// bytes as each of the search's files; and behind the head of each file that a sound index asks for.
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut service = Service::default();
    let mut rest = bytes;
    while let [length, after @ ..] = rest {
        let (message, next) = after.split_at((*length as usize).min(after.len()));
        assert!(Reply::read(&service.answer(message)).is_ok());
        rest = next;
    }
    let _ = Directory::read(bytes);
    let _ = Characters::plain().with_pairs(bytes);
    let _ = Characters::plain().with_readings(bytes);
    let Site(known, directory, files) = site();
    for text in ["低", "低保", "dibao"] {
        let mut index = Index::new(Directory::read(directory).expect("sound"), known);
        let query = known.query(text);
        let request = Request { query: &query, keys: &[], filters: &[], sort: Sort::Oldest };
        for _ in 0..6 {
            let Ok(found) = index.search(&request, 9, 9) else { break };
            for need in found.needs {
                let sound = files.get(&need.name());
                let file = [sound.and_then(|file| file.get(..4)).unwrap_or_default(), bytes].concat();
                match need {
                    Need::Block(block, _) => index.give_block(block, &[Doc::default()]),
                    _ => _ = index.give(need, file),
                }
            }
        }
        let _ = index.locate(text);
    }
});
