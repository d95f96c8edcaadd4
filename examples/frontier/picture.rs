//! Points in a plane of letters.

/// Columns and rows at most.
const SIZE: [i64; 2] = [56, 14];

/// The points, the first axis to the right and the second upwards; the one that is `own` is marked.
pub(crate) fn scatter(points: &[[i64; 2]], own: [i64; 2], axes: [&str; 2]) -> Vec<String> {
    let range = |axis: usize| {
        let values = points.iter().map(|point| point[axis]);
        values.clone().min().zip(values.max()).unwrap_or_default()
    };
    let ((left, right), (low, high)) = (range(0), range(1));
    // Where a value stands between two others: every value a place of its own as long as there is room.
    let place = |value: i64, (from, to): (i64, i64), size: i64| {
        let steps = (to - from).min(size).max(1);
        usize::try_from((value - from) * steps / (to - from).max(1)).unwrap_or(0)
    };
    let (width, height) = (place(right, (left, right), SIZE[0]) + 1, place(high, (low, high), SIZE[1]) + 1);
    let mut plane = vec![vec![' '; width]; height];
    for point in points {
        let (column, row) = (place(point[0], (left, right), SIZE[0]), place(point[1], (low, high), SIZE[1]));
        let mark = &mut plane[row][column];
        if *mark != '◉' {
            *mark = if *point == own { '◉' } else { '●' };
        }
    }
    if points.is_empty() {
        return Vec::new();
    }
    let margin = high.to_string().len().max(low.to_string().len());
    let mut lines = vec![format!("{:>margin$} {}", "", axes[1])];
    for (row, cells) in plane.iter().enumerate().rev() {
        let label = match row {
            0 => low.to_string(),
            _ if row + 1 == height => high.to_string(),
            _ => String::new(),
        };
        lines.push(format!("{label:>margin$} │{}", cells.iter().collect::<String>()).trim_end().to_owned());
    }
    lines.push(format!("{:>margin$} └{}", "", "─".repeat(width)));
    let gap = width.saturating_sub(left.to_string().len()).max(1);
    let ends = if left == right { left.to_string() } else { format!("{left}{right:>gap$}") };
    lines.push(format!("{:>margin$}  {ends} {}", "", axes[0]));
    lines
}
