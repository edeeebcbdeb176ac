-- Question: how many people in each body's rounds of recruitment are of unknown ethnic group?
-- One row per body; the least people there can be, at all stages of the rounds that closed in the period: those told
-- as all where a round tells of all, else all its groups; differing counts figures that are hidden or missing.
-- Parameters: $bodies, $since, $until
with told as (
    select
        recruitment.body_code,
        recruitment.return_id,
        recruitment.round_ref,
        coalesce(recruitment.ethnic_group, 'blank') as code,
        coalesce(recruitment.people_low, 0) as least,
        recruitment.people_high as most
    from recruitment
    where
        recruitment.body_code in (select unnest($bodies))
        and recruitment.stage in ('applied', 'shortlisted', 'appointed')
        and coalesce(recruitment.closed, recruitment.opened) <= cast($until as date)
        and (
            cast($since as date) is null
            or coalesce(recruitment.closed, recruitment.opened) >= cast($since as date)
        )
),

rounds as (
    select
        body_code,
        return_id,
        coalesce(sum(least) filter (code = 'all'), sum(least)) as people,
        count(*) filter (most is distinct from least) as differing,
        coalesce(sum(least) filter (code = 'not_stated'), 0) as not_stated,
        coalesce(sum(least) filter (code = 'not_known'), 0) as not_known,
        coalesce(sum(least) filter (code = 'prefer_not_to_say'), 0) as prefer_not_to_say,
        coalesce(sum(least) filter (code = 'refused'), 0) as refused,
        coalesce(sum(least) filter (code = 'blank'), 0) as blank
    from told
    group by body_code, return_id, round_ref
)

select
    rounds.body_code,
    sum(rounds.people) as people,
    cast(sum(rounds.differing) as bigint) as differing,
    sum(rounds.not_stated) as not_stated,
    sum(rounds.not_known) as not_known,
    sum(rounds.prefer_not_to_say) as prefer_not_to_say,
    sum(rounds.refused) as refused,
    sum(rounds.blank) as blank,
    string_agg(distinct returns.source_code, ' ' order by returns.source_code) as source_code,
    max(returns.standing) as standing
from rounds
inner join returns on rounds.return_id = returns.return_id
group by rounds.body_code
order by rounds.body_code;
