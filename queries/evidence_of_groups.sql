-- Question: of which ethnic groups does anybody tell, in which kind of return, and since when?
-- One row per kind of evidence, classification (the finest, and the five broad groups) and ethnic group told; tellers
-- is how many tell it: bodies, or places of a survey, cases or funders. A return told in broad groups tells nothing of
-- a finer one; a finer group told is something told of its broad one. A figure hidden by its sender still tells of it.
-- illustrative chooses between invented evidence and all other: they are never counted together.
-- Parameters: $since, $illustrative
with told as (
    select return_id, 'members' as kind, body_code as teller, ethnic_group, as_at as day from seats
    union all
    select return_id, 'members' as kind, body_code as teller, ethnic_group, as_at as day from seat_counts
    union all
    select return_id, 'recruitment' as kind, body_code as teller, ethnic_group, coalesce(closed, opened) as day
    from recruitment
    union all
    select return_id, 'participation' as kind, body_code as teller, ethnic_group, coalesce("to", "from") as day
    from participation
    union all
    select
        return_id, 'funding' as kind, funder as teller, unnest(string_split(beneficiary_groups, '; ')) as ethnic_group,
        coalesce("to", award_date) as day
    from funding
    union all
    select return_id, 'survey' as kind, area_code as teller, ethnic_group, coalesce("to", "from") as day from survey
    union all
    select
        return_id, 'cases' as kind, case_code as teller, unnest(string_split(communities, '; ')) as ethnic_group,
        coalesce("to", "from") as day
    from cases
),

counted as (
    select told.kind, told.teller, told.day, counted_in.classification, counted_in.counted_as as group_code
    from told
    inner join returns on told.return_id = returns.return_id
    inner join counted_in on told.ethnic_group = counted_in.group_code
    where
        counted_in.classification in ('2021-19', 'broad-5')
        and (returns.standing = 'illustrative') = $illustrative
        and (cast($since as date) is null or coalesce(told.day, returns.received) >= cast($since as date))
)

select kind, classification, group_code, count(distinct teller) as tellers, max(day) as latest
from counted
group by kind, classification, group_code
order by kind, classification, group_code;
