//! Laws of every calendar, on random agendas.

use super::oracle::Oracle;
use super::world::world;
use phancong::calendar::check;
use proptest::prelude::*;

#[path = "../common/cases.rs"]
mod cases;

use cases::cases;

proptest! {
    #![proptest_config(cases(1000))]

    /// No calendar costs less than the one proposed, and the proposed one is a calendar; the judge accepts it.
    #[test]
    fn the_calendar_is_the_best_there_is(world in world()) {
        let calendar = world.schedule();
        prop_assert_eq!(check(&world.numbers.policy(), &world.agenda, world.today, &calendar), Ok(()));
        prop_assert_eq!(calendar.tally, Oracle::new(&world).least());
    }
}
