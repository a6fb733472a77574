//! Which files bring an answer on.

use super::{
    Need, add_new,
    answer::{Index, MOST_MISSING, Question},
    lists::{NOT_NAMED, Open, Set, Unknown},
    sound::Hearing,
};
use crate::order::{key, second, sorted, third};
use alloc::vec::Vec;

/// What a look at the entries gave.
#[derive(Default)]
pub(super) struct Looked<'l> {
    /// Numbers of the entries that match, with their relevance.
    pub(super) hits: Vec<(u32, u32)>,
    /// Entries that the lists name and that do not match.
    pub(super) refuted: usize,
    /// All entries before this one have been looked at.
    pub(super) searched: Option<u32>,
    /// Entries that may match and are not here, from the first one on; of a block of which any may match, the first.
    pub(super) missing: Vec<Missing<'l>>,
    /// Whether there are none but these.
    pub(super) are_all: bool,
}

pub(super) struct Missing<'l> {
    pub(super) entry: u32,
    /// How many lists do not tell.
    pub(super) open: Open,
    /// What would tell more.
    pub(super) unknown: Unknown<'l>,
}

/// Parts of lists asked for at a time.
const MOST_PARTS: usize = 24;
/// How much the parts may weigh that are asked for since there are no others.
const MOST_WEIGHT: u32 = 200;
/// Blocks asked for at a time.
pub(super) const MOST_BLOCKS: usize = 3;
/// Blocks asked for at a time after many were looked at in vain.
const MOST_IN_VAIN: usize = 25;
/// Entries of a guess looked at in vain on a small site for each block that is asked for next: there it is bytes that count.
const VAIN_FOR_A_BLOCK: usize = 6;
/// An entry is asked for when at least one of so many like it is a hit; before, parts of lists are.
const LIKELY: u32 = 3;
/// Where no list names an entry, blocks are asked for when one of so many entries is a hit.
const FREQUENT: u32 = 100;

impl Index {
    /// The files that bring the answer on; of a guess, whose hits may come in any order, those that likeliest do.
    pub(super) fn needs(&self, looked: &Looked, question: &Question) -> Vec<Need> {
        let Some(first) = looked.missing.first() else { return Vec::new() };
        // One of a frequent word's two lists is short: parts of the other would tell little.
        if question.is_guess() && (first.unknown.is_empty() || question.hearing == Hearing::Frequent) {
            return self.likeliest(looked);
        }
        let mut blocks = self.blocks_of(&looked.missing);
        let most = MOST_BLOCKS.min(1 + self.block_size());
        if looked.are_all && blocks.len() <= most {
            return blocks;
        }
        let limit = if first.is_named() { LIKELY } else { FREQUENT };
        // Not even half of what was expected was found: the lists are of entries that are no hits.
        let believed = looked.refuted / (2 * (looked.hits.len() + 1));
        let is_likely = |missing: &&Missing| {
            missing.unknown.is_empty() || (missing.one_in() <= limit && missing.one_in() as usize >= believed)
        };
        let likely = looked.missing.iter().take_while(is_likely).count();
        if likely == 0 {
            let mut parts = parts_of(&looked.missing);
            if !parts.is_empty() {
                let is_first_round = first.unknown.iter().all(|(list, _)| list.parts_here() == 0);
                if is_first_round && first.is_named() && looked.hits.is_empty() {
                    // A look at the first of them as well: a round less where the lists speak of the same.
                    parts.extend(blocks.into_iter().take(most.min(self.block_size())));
                }
                return parts;
            }
        }
        blocks = self.blocks_of(&looked.missing[..likely.max(1)]);
        if !first.is_named() && !first.unknown.is_empty() {
            // Whatever comes next may match as well.
            let after = |step: u32| first.entry.checked_add(self.directory.block.checked_mul(step)?);
            let next = (1..=MOST_IN_VAIN as u32).map_while(|step| self.directory.block_with(after(step)?));
            blocks.extend(next);
        }
        // An entry that a list names is in a block of its own, most likely, and where rounds count more than bytes others
        // are looked at with it; without a list all of a block were looked at.
        let in_vain = if first.is_named() { looked.refuted * self.block_size() } else { looked.refuted / 64 };
        let is_sure = looked.hits.is_empty() && first.is_named() && first.unknown.is_empty();
        let few = if is_sure { 1 } else { most };
        blocks.truncate(few.max(in_vain.min(MOST_IN_VAIN)));
        blocks
    }

    /// How large blocks are, 1 or more. They are large on large sites, whose first answer may be larger: there it is rounds
    /// that take long.
    pub(super) fn block_size(&self) -> usize {
        (self.directory.block as usize / 64).max(1)
    }

    /// The blocks in which a hit is likeliest: of the entries that most lists name, those with most of them.
    fn likeliest(&self, looked: &Looked) -> Vec<Need> {
        let blocks = self.blocks_of(&looked.missing);
        let keys = (0..).zip(&blocks).map(|(place, block)| {
            let here = looked.missing.iter().filter(|missing| self.directory.block_with(missing.entry) == Some(*block));
            let open = here.clone().map(|missing| missing.open).min().unwrap_or(NOT_NAMED);
            let count = here.filter(|missing| missing.open == open).count() as u32;
            key(open, !count, place)
        });
        let best = sorted(keys.collect());
        let size = self.block_size();
        let most = match best.first() {
            // What seemed sure was not.
            _ if size > 1 && looked.refuted > 0 => 2 * size,
            Some(first) if first >> 64 > 0 => 2 * size,
            Some(first) if !second(*first) == 1 => size,
            _ => 1,
        };
        let in_vain = if size > 1 { looked.refuted } else { looked.refuted / VAIN_FOR_A_BLOCK };
        let best = best.into_iter().take(most.max(in_vain.min(MOST_IN_VAIN)));
        best.filter_map(|key| blocks.get(third(key) as usize).copied()).collect()
    }

    /// What likely sounds need, and what frequent words do: with lists of sounds come the shards that tell of words, and where
    /// sounds alone make no good guess, the lists of the words and then their blocks come with a few of its blocks.
    pub(super) fn needs_of_both(&self, mut likely: Vec<Need>, frequent: Vec<Need>) -> Vec<Need> {
        let are_blocks = |needs: &[Need]| matches!(needs, [Need::Block(..), ..]);
        let few = self.block_size();
        let is_together = match &likely[..] {
            [] => true,
            [Need::Block(..), ..] => likely.len() > few && !frequent.is_empty(),
            _ => matches!(frequent[..], [Need::Words(..), ..]),
        };
        if !is_together {
            return likely;
        }
        if are_blocks(&likely) {
            likely.truncate(if are_blocks(&frequent) { 2 * few } else { few });
        }
        let mut needs = frequent;
        likely.into_iter().for_each(|need| add_new(&mut needs, need));
        needs
    }

    pub(super) fn blocks_of(&self, missing: &[Missing]) -> Vec<Need> {
        let mut blocks = Vec::new();
        for need in missing.iter().filter_map(|missing| self.directory.block_with(missing.entry)) {
            add_new(&mut blocks, need);
        }
        blocks
    }
}

impl Missing<'_> {
    /// Whether any list names it.
    fn is_named(&self) -> bool {
        self.open != NOT_NAMED
    }

    /// Of so many entries like this, one matches, about.
    fn one_in(&self) -> u32 {
        self.unknown.iter().fold(1, |all, (list, part)| all.saturating_mul(list.one_in(*part)))
    }
}

/// Where parts are asked for, adds all others that are not here, unless they are too many: with them it is known whether
/// any entry is in all lists.
pub(super) fn add_parts(set: &Set, needs: &mut Vec<Need>) {
    if !needs.iter().any(|need| matches!(need, Need::Part(_))) {
        return;
    }
    let (mut others, mut weight) = (Vec::new(), 0);
    for list in set.lists() {
        for part in list.parts_missing() {
            if !needs.contains(&part) && !others.contains(&part) {
                others.push(part);
                // The closer its entries, the shorter a part.
                weight += 1 + list.one_in(0).ilog2();
            }
        }
    }
    if weight <= MOST_WEIGHT {
        needs.append(&mut others);
    }
}

/// Parts that tell most about the entries that are not here.
fn parts_of(missing: &[Missing]) -> Vec<Need> {
    let mut unknown: Unknown = Vec::new();
    for (list, part) in missing.iter().take(MOST_MISSING).flat_map(|missing| &missing.unknown) {
        let is_known = unknown.iter().any(|(other, place)| core::ptr::eq(*other, *list) && place == part);
        if !is_known {
            unknown.push((list, *part));
        }
    }
    let keys = (0..).zip(&unknown).map(|(place, (list, part))| key(0, !list.one_in(*part), place)).collect();
    let best: Vec<_> = sorted(keys).into_iter().filter_map(|key| unknown.get(third(key) as usize)).collect();
    let mut parts = Vec::new();
    // As many again as were read in vain, so that rounds stay few.
    let read: usize = best.iter().map(|(list, _)| list.parts_here()).sum();
    let most = MOST_PARTS.max(read);
    // Of each list what comes first, then what follows; where no list names any entry, the two rarest say most.
    let lists = if missing.first().is_some_and(Missing::is_named) { most } else { 2 };
    for step in 0..most {
        for (list, part) in best.iter().take(lists) {
            let need = list.parts.get(part + step).map(|part| Need::Part(part.hash));
            parts.extend(need.filter(|need| parts.len() < most && !parts.contains(need)));
        }
    }
    parts
}
