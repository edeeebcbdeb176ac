-- Question: who applied, was shortlisted and was appointed, in the groups each return was told in?
-- One row per body, stage, table of groups (a round) and ethnic group; least and most people are the same unless
-- the sender hid the figure, and most is null where nothing is known of it. Rounds belong to the period in which they
-- closed; a round without a date belongs to none.
-- Parameters: $bodies, $since, $until
select
    recruitment.body_code,
    recruitment.stage,
    concat_ws('|', recruitment.return_id, recruitment.round_ref) as part,
    coalesce(recruitment.ethnic_group, 'blank') as ethnic_group,
    coalesce(recruitment.people_low, 0) as least,
    recruitment.people_high as most,
    coalesce(recruitment.people_mark, '') as why,
    false as listed,
    returns.source_code,
    returns.standing
from recruitment
inner join returns on recruitment.return_id = returns.return_id
where
    recruitment.body_code in (select unnest($bodies))
    and recruitment.stage in ('applied', 'shortlisted', 'appointed')
    and coalesce(recruitment.closed, recruitment.opened) <= cast($until as date)
    and (
        cast($since as date) is null
        or coalesce(recruitment.closed, recruitment.opened) >= cast($since as date)
    )
order by recruitment.body_code, recruitment.stage, part, ethnic_group;
