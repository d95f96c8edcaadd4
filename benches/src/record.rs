//! How long it takes only to read a problem: its text parsed once into records, as a program must that is given a file.

use crate::family::Family;

/// A row: the leaves of up to three options with their costs, and how many there are. Sixteen bytes when costs fit one.
#[derive(Clone, Copy)]
struct Record<C> {
    leaf: [u32; 3],
    cost: [C; 3],
    size: u8,
}

/// Parses a text of [`Family::text`] once and gives a sum over it, so that nothing of the work can be left out.
pub fn parse(text: &[u8], family: &Family) -> u64 {
    if family.cost.iter().all(|&cost| cost < 256) { read::<u8>(text) } else { read::<u32>(text) }
}

/// The records of all rows, then the sum of what they hold.
fn read<C: Copy + Default + TryFrom<u32> + Into<u32>>(text: &[u8]) -> u64 {
    let mut at = 0;
    let [rows, leaves, areas, _] = [(); 4].map(|()| number(text, &mut at));
    let mut nodes: Vec<[u32; 3]> = Vec::with_capacity((leaves + areas) as usize);
    nodes.extend((0..leaves + areas).map(|_| [(); 3].map(|()| number(text, &mut at))));
    let mut records: Vec<Record<C>> = Vec::with_capacity(rows as usize);
    for _ in 0..rows {
        let mut record = Record { leaf: [0; 3], cost: [C::default(); 3], size: 0 };
        loop {
            let option = usize::from(record.size);
            record.leaf[option] = number(text, &mut at);
            record.cost[option] = C::try_from(number(text, &mut at)).unwrap_or_default();
            record.size += 1;
            if text[at - 1] == b'\n' {
                break;
            }
        }
        records.push(record);
    }
    let sum = |record: &Record<C>| {
        let option = |at: usize| u64::from(record.leaf[at]) + u64::from(record.cost[at].into());
        (0..usize::from(record.size)).map(option).sum::<u64>()
    };
    records.iter().map(sum).sum::<u64>() + nodes.iter().map(|node| u64::from(node[2])).sum::<u64>()
}

/// The number at a place, which then is behind the byte after it. `-1`, no limit, is the largest.
fn number(text: &[u8], at: &mut usize) -> u32 {
    let negative = text[*at] == b'-';
    *at += usize::from(negative);
    let mut number = 0u32;
    loop {
        let byte = text[*at];
        *at += 1;
        match byte {
            b'0'..=b'9' => number = number * 10 + u32::from(byte - b'0'),
            _ => return if negative { u32::MAX } else { number },
        }
    }
}

/// What [`parse`] must find.
pub fn sum(family: &Family) -> u64 {
    let options = family.leaf.iter().zip(&family.cost).map(|(&leaf, &cost)| u64::from(leaf) + cost as u64);
    options.sum::<u64>() + family.nodes.iter().map(|node| u64::from(node.2)).sum::<u64>()
}
