//! Trees given by parents, asked whether one thing lies below another.

/// A forest numbered in depth-first order, so that "below" is two comparisons.
#[derive(Debug, Default)]
pub(super) struct Forest {
    enter: Vec<u32>,
    leave: Vec<u32>,
    root: Vec<u32>,
}

impl Forest {
    /// Numbers the forest; the second value holds one cycle for each knot, beginning with its smallest index. What lies on or below a
    /// cycle is below nothing.
    ///
    /// # Complexity
    /// `O(n)` for `n` nodes.
    pub(super) fn new(parent: &[Option<u32>]) -> (Self, Vec<Vec<u32>>) {
        let mut children: Vec<Vec<u32>> = vec![Vec::new(); parent.len()];
        let mut roots = Vec::new();
        for (node, up) in (0u32..).zip(parent) {
            match up.and_then(|up| children.get_mut(up as usize)) {
                Some(siblings) => siblings.push(node),
                None => roots.push(node),
            }
        }
        let mut forest = Self {
            enter: vec![0; parent.len()],
            leave: vec![0; parent.len()],
            root: (0u32..).take(parent.len()).collect(),
        };
        let mut clock = 0;
        for &root in &roots {
            forest.number(root, &children, &mut clock);
        }
        let cycles = forest.cycles(parent);
        (forest, cycles)
    }

    fn number(&mut self, root: u32, children: &[Vec<u32>], clock: &mut u32) {
        let mut stack = vec![(root, false)];
        while let Some((node, done)) = stack.pop() {
            let index = node as usize;
            if done {
                set(&mut self.leave, index, *clock);
                continue;
            }
            *clock += 1;
            set(&mut self.enter, index, *clock);
            set(&mut self.root, index, root);
            stack.push((node, true));
            for &child in children.get(index).into_iter().flatten() {
                stack.push((child, false));
            }
        }
    }

    fn cycles(&self, parent: &[Option<u32>]) -> Vec<Vec<u32>> {
        let mut seen: Vec<bool> = self.enter.iter().map(|&time| time > 0).collect();
        let mut cycles = Vec::new();
        for start in (0u32..).take(parent.len()) {
            let mut walk = Vec::new();
            let mut node = Some(start);
            while let Some(at) = node {
                if seen.get(at as usize).copied().unwrap_or(true) {
                    break;
                }
                set(&mut seen, at as usize, true);
                walk.push(at);
                node = parent.get(at as usize).copied().flatten();
            }
            let back = node.and_then(|at| walk.iter().position(|&on| on == at));
            if let Some(mut cycle) = back.map(|position| walk.split_off(position)) {
                let smallest = cycle.iter().enumerate().min_by_key(|(_, on)| **on);
                let turn = smallest.map_or(0, |(position, _)| position);
                cycle.rotate_left(turn);
                cycles.push(cycle);
            }
        }
        cycles
    }

    /// Whether `node` is `above` or lies below it.
    pub(super) fn is_below(&self, node: u32, above: u32) -> bool {
        let time = |list: &[u32], at: u32| list.get(at as usize).copied().unwrap_or(0);
        let entered = time(&self.enter, node);
        entered > 0
            && time(&self.enter, above) > 0
            && time(&self.enter, above) <= entered
            && entered <= time(&self.leave, above)
    }

    /// The top of the tree that `node` is in.
    pub(super) fn root(&self, node: u32) -> u32 {
        self.root.get(node as usize).copied().unwrap_or(node)
    }
}

fn set<T>(list: &mut [T], index: usize, value: T) {
    if let Some(slot) = list.get_mut(index) {
        *slot = value;
    }
}
