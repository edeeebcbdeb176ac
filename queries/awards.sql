-- Question: what was applied for and awarded, to whom, for the people of which place?
-- One row per award, or per row that stands for several; awards says how many. money is in pounds and null where it was
-- not told. status is awarded where the return does not say.
-- Parameters: $area, $since, $until
with places as (
    select area_code from area_within where within_code = cast($area as text)
    union
    select cast($area as text)
)

select
    funding.identifier,
    coalesce(funding.status, 'awarded') as status,
    coalesce(funding.awards, 1) as awards,
    funding.amount_applied as applied,
    funding.amount_awarded as money,
    coalesce(funding.amount_awarded_mark, '') as why,
    year(funding.award_date) as year,
    funding.award_date,
    funding.funder,
    funding.programme,
    funding.area_code,
    coalesce(funding.led_by, 'not_known') as led_by,
    funding.beneficiary_groups,
    returns.source_code,
    returns.standing
from funding
inner join returns on funding.return_id = returns.return_id
where
    (cast($area as text) is null or funding.area_code in (select area_code from places))
    and (cast($since as date) is null or funding.award_date >= cast($since as date))
    and (cast($until as date) is null or funding.award_date <= cast($until as date))
order by funding.identifier, returns.sequence;
