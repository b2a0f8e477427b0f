//! The places of items on their page, as numbers with gaps between them.
//!
//! An item keeps its number while the order around it is the same, so that a new item changes only its own line of the
//! lock. If a gap is full, its page is renumbered.

/// The distance between two items that are numbered one after the other.
const STEP: u32 = 1000;

/// Numbers the items of one page in ascending order. `before` has the former number of each item, if any.
pub(super) fn places(before: &[Option<u32>]) -> Vec<u32> {
    let mut kept = vec![None; before.len()];
    for at in longest_rise(before) {
        kept[at] = before[at];
    }
    fill(&kept).unwrap_or_else(|| {
        (1..).map(|number: u32| number.saturating_mul(STEP)).take(before.len()).collect()
    })
}

/// The indices of a longest strictly rising subsequence among the numbers, by patience sorting: see Fredman, "On
/// computing the length of longest increasing subsequences" (1975).
fn longest_rise(numbers: &[Option<u32>]) -> Vec<usize> {
    let mut ends: Vec<(u32, usize)> = Vec::new();
    let mut previous: Vec<Option<usize>> = vec![None; numbers.len()];
    for (at, number) in numbers.iter().enumerate() {
        let Some(number) = *number else { continue };
        let length = ends.partition_point(|(end, _)| *end < number);
        previous[at] = length.checked_sub(1).and_then(|below| Some(ends.get(below)?.1));
        match ends.get_mut(length) {
            Some(end) => *end = (number, at),
            None => ends.push((number, at)),
        }
    }
    let mut rise = Vec::with_capacity(ends.len());
    let mut next = ends.last().map(|(_, at)| *at);
    while let Some(at) = next {
        rise.push(at);
        next = previous[at];
    }
    rise.reverse();
    rise
}

/// Spreads the items without a number over the gaps between those with one; `None` if a gap is too small or the numbers
/// run out.
fn fill(kept: &[Option<u32>]) -> Option<Vec<u32>> {
    let mut places = Vec::with_capacity(kept.len());
    let mut below = 0;
    let mut rest = kept;
    while !rest.is_empty() {
        let waiting = rest.iter().take_while(|place| place.is_none()).count();
        let above = rest.get(waiting).copied().flatten();
        for number in 1..=u32::try_from(waiting).ok()? {
            let place = match above {
                None => number.checked_mul(STEP)?.checked_add(below)?,
                Some(above) => {
                    let gap = u64::from(above - below);
                    if gap <= waiting as u64 {
                        return None;
                    }
                    below + u32::try_from(gap * u64::from(number) / (waiting as u64 + 1)).ok()?
                }
            };
            places.push(place);
        }
        places.extend(above);
        below = *places.last()?;
        rest = rest.get(waiting + usize::from(above.is_some())..)?;
    }
    Some(places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_keep_their_numbers_and_new_ones_come_between() {
        assert_eq!(places(&[None, None]), [1000, 2000]);
        assert_eq!(places(&[Some(1000), None, Some(2000), None]), [1000, 1500, 2000, 3000]);
        assert_eq!(places(&[None, None, Some(1000)]), [333, 666, 1000]);
    }

    #[test]
    fn an_item_that_moved_is_numbered_anew_and_no_other() {
        assert_eq!(places(&[Some(3000), Some(1000), Some(2000)]), [500, 1000, 2000]);
    }

    #[test]
    fn a_full_gap_numbers_the_page_anew() {
        assert_eq!(places(&[Some(7), None, Some(8)]), [1000, 2000, 3000]);
        assert_eq!(places(&[Some(u32::MAX), None]), [1000, 2000]);
    }

    #[test]
    fn numbers_always_rise() {
        let mut random = fastrand::Rng::with_seed(1);
        for _ in 0..500 {
            let before: Vec<Option<u32>> =
                (0..random.usize(..12)).map(|_| random.bool().then(|| random.u32(1..40))).collect();
            let places = places(&before);
            assert_eq!(places.len(), before.len());
            assert!(places.windows(2).all(|pair| pair[0] < pair[1]), "{before:?} {places:?}");
            assert!(places.iter().all(|place| *place > 0));
        }
    }
}
