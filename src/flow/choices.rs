//! The options of a stage in as few bytes as can be: searches read them at random, and wait for memory most of the time.
//!
//! Measured with `benches` at a million rows, medians of seven in turns, eight bytes an option instead of sixteen: `random` 0.49 s to 0.44, `tight` 1.93 to 1.76, `load-first` 2.6
//! to 2.4, `geo` 0.64 to 0.57.

/// The node that an option leads to, times four, 2 more where it is the first option of its row, and 1 more where the row uses it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark(u32);

impl Mark {
    pub(super) fn new(node: usize, is_first: bool, is_used: bool) -> Self {
        Self((node as u32) << 2 | u32::from(is_first) << 1 | u32::from(is_used))
    }

    pub(super) fn node(self) -> usize {
        (self.0 >> 2) as usize
    }

    fn is_first(self) -> bool {
        self.0 & 2 == 2
    }

    pub(super) fn is_used(self) -> bool {
        self.0 & 1 == 1
    }

    pub(super) fn set_used(&mut self, is_used: bool) {
        self.0 = self.0 & !1 | u32::from(is_used);
    }
}

/// An option. Its cost is asked of [`Choices`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Choice {
    /// The cost where all fit; else of no meaning.
    cost: i32,
    mark: Mark,
}

impl Choice {
    pub(super) fn node(self) -> usize {
        self.mark.node()
    }

    /// Whether the row uses it.
    pub(super) fn is_used(self) -> bool {
        self.mark.is_used()
    }
}

impl From<Choice> for Mark {
    fn from(choice: Choice) -> Self {
        choice.mark
    }
}

/// The first option of an option's row. Reads what stands before the option in its row.
pub(super) fn start<T: Copy + Into<Mark>>(options: &[T], option: usize) -> usize {
    let mut start = option;
    while !options[start].into().is_first() {
        start -= 1;
    }
    start
}

/// The options of an option's row from `at` on, which is in it or just behind it.
pub(super) fn row<T: Copy + Into<Mark>>(options: &[T], option: usize, at: usize) -> impl Iterator<Item = (usize, T)> {
    let rest = options[at..].iter().copied();
    (at..).zip(rest).take_while(move |&(at, other)| at <= option || !other.into().is_first())
}

/// Options, row after row.
#[derive(Debug, Default)]
pub(super) struct Choices {
    packed: Vec<Choice>,
    /// What all options cost, if one of them does not fit into 32 bits.
    wide: Vec<i64>,
}

impl Choices {
    /// Room for so many options.
    pub(super) fn with_capacity(options: usize) -> Self {
        Self { packed: Vec::with_capacity(options), wide: Vec::new() }
    }

    pub(super) fn len(&self) -> usize {
        self.packed.len()
    }

    /// Appends an option. From the first cost that does not fit on, all costs stand in a list of their own.
    pub(super) fn push(&mut self, cost: i64, node: usize, is_first: bool, is_used: bool) {
        let small = i32::try_from(cost);
        if small.is_err() && self.wide.is_empty() {
            let mut wide = Vec::with_capacity(self.packed.capacity());
            wide.extend(self.costs());
            wide.push(cost);
            self.wide = wide;
        } else if !self.wide.is_empty() {
            self.wide.push(cost);
        }
        self.packed.push(Choice { cost: small.unwrap_or(0), mark: Mark::new(node, is_first, is_used) });
    }

    /// What an option costs.
    pub(super) fn cost(&self, option: usize) -> i64 {
        self.cost_of(option, self.packed[option])
    }

    /// What an option costs that is at hand.
    pub(super) fn cost_of(&self, option: usize, choice: Choice) -> i64 {
        if self.wide.is_empty() { i64::from(choice.cost) } else { self.wide[option] }
    }

    pub(super) fn get(&self, option: usize) -> Choice {
        self.packed[option]
    }

    pub(super) fn all(&self) -> &[Choice] {
        &self.packed
    }

    /// What all options cost, in order.
    pub(super) fn costs(&self) -> impl Iterator<Item = i64> {
        (0..self.len()).map(|option| self.cost(option))
    }

    /// Changes all costs.
    pub(super) fn recount(&mut self, by: impl Fn(i64) -> i64) {
        if self.costs().all(|cost| i32::try_from(by(cost)).is_ok()) {
            for option in 0..self.len() {
                self.packed[option].cost = by(self.cost(option)) as i32;
            }
            self.wide = Vec::new();
        } else if self.wide.is_empty() {
            self.wide = self.costs().map(by).collect();
        } else {
            self.wide.iter_mut().for_each(|cost| *cost = by(*cost));
        }
    }

    /// The first option of an option's row. Reads what stands before the option in its row.
    pub(super) fn start(&self, option: usize) -> usize {
        start(&self.packed, option)
    }

    /// The options of an option's row from `at` on, which is in it or just behind it.
    pub(super) fn row(&self, option: usize, at: usize) -> impl Iterator<Item = (usize, Choice)> {
        row(&self.packed, option, at)
    }

    /// Visits the options of an option's row, each once: from it back to the first, then those behind it.
    pub(super) fn around(&self, option: usize, mut visit: impl FnMut(usize, Choice)) {
        let mut at = option;
        loop {
            let choice = self.packed[at];
            visit(at, choice);
            if choice.mark.is_first() {
                break;
            }
            at -= 1;
        }
        self.row(option, option + 1).for_each(|(at, choice)| visit(at, choice));
    }

    pub(super) fn set_used(&mut self, option: usize, is_used: bool) {
        self.packed[option].mark.set_used(is_used);
    }
}

#[cfg(test)]
mod tests {
    use super::Choices;

    const LARGE: i64 = i32::MAX as i64 + 1;

    /// Rows of three options, two and one, and what each costs.
    fn rows(costs: [i64; 6]) -> Choices {
        let mut choices = Choices::default();
        for (at, cost) in costs.into_iter().enumerate() {
            choices.push(cost, 10 + at, [0, 3, 5].contains(&at), at.is_multiple_of(2));
        }
        choices
    }

    #[test]
    fn options_know_their_row_their_node_and_whether_they_are_used() {
        let mut choices = rows([1, 2, 3, 4, 5, 6]);
        assert_eq!([0, 1, 2, 3, 4, 5].map(|option| choices.start(option)), [0, 0, 0, 3, 3, 5]);
        let row = |choices: &Choices, option, at| -> Vec<_> {
            choices.row(option, at).map(|(option, choice)| (option, choice.node(), choice.is_used())).collect()
        };
        assert_eq!(row(&choices, 0, 0), [(0, 10, true), (1, 11, false), (2, 12, true)]);
        assert_eq!(row(&choices, 2, 1), [(1, 11, false), (2, 12, true)]);
        assert_eq!((row(&choices, 1, 3), row(&choices, 5, 5)), (vec![], vec![(5, 15, false)]));
        choices.set_used(3, true);
        choices.set_used(4, false);
        assert_eq!(row(&choices, 4, 3), [(3, 13, true), (4, 14, false)]);
        for (option, order) in
            [(0, vec![0, 1, 2]), (1, vec![1, 0, 2]), (2, vec![2, 1, 0]), (4, vec![4, 3]), (5, vec![5])]
        {
            let mut visited = Vec::new();
            choices.around(option, |at, _| visited.push(at));
            assert_eq!(visited, order, "around {option}");
        }
    }

    #[test]
    fn costs_of_any_size_come_back_as_they_were_and_can_be_changed() {
        for last in [6, -LARGE, LARGE, i64::MIN, i64::MAX] {
            for at in [0, 3, 5] {
                let mut costs = [1, -2, i64::from(i32::MIN), i64::from(i32::MAX), 0, 5];
                costs[at] = last;
                let mut choices = rows(costs);
                assert!(choices.costs().eq(costs), "{costs:?}");
                choices.recount(|cost| cost / 2);
                assert!(choices.costs().eq(costs.map(|cost| cost / 2)), "{costs:?}");
                choices.recount(|cost| cost % 100);
                assert!(choices.wide.is_empty() && choices.costs().eq(costs.map(|cost| cost / 2 % 100)), "{costs:?}");
            }
        }
    }

    #[test]
    fn costs_that_grow_beyond_32_bits_are_kept_whole() {
        let mut choices = rows([1, 2, 3, 4, 5, LARGE / 256]);
        for (by, last) in [(8, LARGE), (8, LARGE * 256), (-16, LARGE / 256)] {
            choices.recount(|cost| if by > 0 { cost << by } else { cost >> -by });
            assert_eq!((choices.cost(5), choices.cost(0)), (last, last * 256 / LARGE), "shifted by {by}");
        }
    }
}
