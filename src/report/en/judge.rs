//! What the judge says: certificates, and why a table or a conflict is refused.

use super::{many, organization, organizations, person, place};
use crate::certify::{Certificate, Miscount, Miscounted, ProofFault, Rejected, Rejection};
use crate::report::{Names, list, sentence};

/// What was found out about a table that keeps the rules.
pub(in crate::report) fn certificate(certificate: &Certificate, _: &Names) -> String {
    let Certificate { cost, bound, gap, unplaced, short } = certificate;
    let complete = if certificate.is_complete() {
        "everybody is placed and every minimum is reached".to_owned()
    } else {
        let (places, seats) = (many(*unplaced, "place"), many(*short, "seat"));
        format!("it is not complete, {places} missing for members and {seats} below a minimum")
    };
    let proof = match (certificate.is_least(), certificate.proves_infeasible()) {
        (true, false) => "proved: no plan is better",
        (true, true) => "proved: no plan is complete, and no plan is better",
        (false, true) => "proved: no plan is complete; not proved that this one is the best",
        (false, false) => "not proved that this plan is the best",
    };
    sentence(&format!(
        "the plan keeps the rules: {complete}; {proof}. Cost tier by tier {cost}, bound {bound}, gap {gap}"
    ))
}

/// Why a table is refused.
pub(in crate::report) fn rejected(rejected: &Rejected, names: &Names) -> String {
    let reasons = rejected.rejections();
    let heading = format!("The plan is refused for {}:", many(reasons.len(), "reason"));
    list(&heading, reasons.iter().map(|reason| rejection(reason, names)))
}

/// One reason to refuse a table.
pub(in crate::report) fn rejection(rejection: &Rejection, names: &Names) -> String {
    sentence(&match rejection {
        Rejection::UnknownMember { member, organization: at } => {
            format!("{}, placed at {}, is not in the lists", person(member, names), organization(at, names))
        }
        Rejection::UnknownOrganization { member, organization: at } => {
            format!("{}, where {} is placed, is not in the lists", organization(at, names), person(member, names))
        }
        Rejection::NotACandidate { member, organization: at } => {
            format!("{} may not be placed at {}", person(member, names), organization(at, names))
        }
        Rejection::Twice { member, organization: at } => {
            format!("{} is placed at {} more than once", person(member, names), organization(at, names))
        }
        Rejection::TooManyPlaces { member, found, places } => {
            format!("{} holds {}, at most {places} allowed", person(member, names), many(*found, "place"))
        }
        Rejection::DesignationBroken { member, organizations: at } => format!(
            "{} is designated to {} and holds another place instead",
            person(member, names),
            organizations(at, names)
        ),
        Rejection::OverMaximum { place: at, load, max } => {
            format!("{} has {}, at most {max} allowed", place(at, names), many(*load, "member"))
        }
        Rejection::NotApart { rule, organization: at, members } => {
            let members: Vec<String> = members.iter().map(|id| person(id, names)).collect();
            format!("against side rule {rule}: {} are together at {}", members.join(", "), organization(at, names))
        }
        Rejection::NotTogether { rule, organization: at, missing } => {
            let missing: Vec<String> = missing.iter().map(|id| person(id, names)).collect();
            format!("against side rule {rule}: missing at {} is {}", organization(at, names), missing.join(", "))
        }
        Rejection::OverCount { rule, found, max } => {
            format!("against side rule {rule}: it counts {found}, at most {max} allowed")
        }
        Rejection::PriceOfRule { rule } => format!("the price of side rule {rule} fits no such rule"),
        Rejection::Proof { step, fault } => format!("step {step} of the proof does not hold: {}", proof_fault(*fault)),
        Rejection::PriceOfStranger { place: at } => {
            format!("there is a price of {}, which is not in the lists", place(at, names))
        }
        Rejection::PriceLength { place: at, found, tiers } => format!(
            "the price of {} has {}, and {tiers} are expected, one for each tier",
            place(at, names),
            many(*found, "number")
        ),
        Rejection::PriceTooLarge { place: at, tier, price } => {
            format!(
                "the price of {} in the tier “{tier}” is {price}: prices reach from -2^60 to 2^60",
                place(at, names)
            )
        }
        Rejection::OutOfRange { tier } => {
            format!(
                "in the tier “{tier}” the bound is too far from any cost to be written in 64 bits: use smaller prices"
            )
        }
        Rejection::OtherProblem { claimed, found } => {
            format!(
                "the plan was made for other facts or rules: its digest is {claimed}, that of these facts is {found}"
            )
        }
        Rejection::OtherTiers { claimed, found } => {
            format!("the plan counts in the tiers {}, the policy has {}", quoted(claimed), quoted(found))
        }
        Rejection::WrongCost { claimed, found } => {
            format!("the plan claims the cost {claimed}, its placements cost {found}")
        }
        Rejection::WrongBound { claimed, found } => {
            format!("the plan claims the bound {claimed}, its prices prove only {found}")
        }
    })
}

const fn proof_fault(fault: ProofFault) -> &'static str {
    match fault {
        ProofFault::Bound => "the bound has not one number for each tier",
        ProofFault::Stranger => "it divides by a pair that is not allowed",
        ProofFault::Prices => "its prices or rows do not fit",
        ProofFault::TooWeak => "its prices leave plans below the bound",
        ProofFault::Missing => "a part has no step",
        ProofFault::LeftOver => "there is no part left for it",
    }
}

fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("“{name}”")).collect::<Vec<_>>().join(", ")
}

/// Why a conflict is refused.
pub(in crate::report) fn miscounted(miscounted: &Miscounted, names: &Names) -> String {
    let reasons = miscounted.miscounts();
    let heading = format!("The conflict is refused for {}:", many(reasons.len(), "reason"));
    list(&heading, reasons.iter().map(|reason| miscount(reason, names)))
}

/// One reason not to believe a conflict.
pub(in crate::report) fn miscount(miscount: &Miscount, names: &Names) -> String {
    sentence(&match miscount {
        Miscount::UnknownPlace { place: at } => format!("{} is not in the lists", place(at, names)),
        Miscount::UnknownMember { member } => format!("{} is not in the lists", person(member, names)),
        Miscount::PlaceTwice { place: at } => format!("{} is listed more than once", place(at, names)),
        Miscount::MemberTwice { member } => format!("{} is listed more than once", person(member, names)),
        Miscount::NotAtTheEdge { place: at } => {
            format!("{} is listed, but what it is part of lies on the same side", place(at, names))
        }
        Miscount::Maximum { place: at, stated, max } => {
            let max = max.map_or_else(|| "no limit".to_owned(), |max| max.to_string());
            format!("the maximum of {} is stated as {stated}, the facts say {max}", place(at, names))
        }
        Miscount::Minimum { place: at, stated, min } => {
            format!("the minimum of {} is stated as {stated}, the facts say {min}", place(at, names))
        }
        Miscount::Member { member, stated, found } => format!(
            "{} is said to count for {}, the candidates say {found}",
            person(member, names),
            many(*stated, "place")
        ),
        Miscount::NotDesignated { member, organization: at } => {
            format!("{} is not designated to {}", person(member, names), organization(at, names))
        }
        Miscount::Totals { stated_needed, stated_available, needed, available } => format!(
            "stated are {stated_needed} needed and {stated_available} available, counted are {needed} and {available}"
        ),
        Miscount::Enough { needed, available } => {
            format!("needed are {needed}, available {available}: that is enough and no conflict")
        }
    })
}
