-- Question: how much was awarded for the people of which ethnic groups, in this place?
-- One row per set of groups that awards are meant for (codes with semicolons between them; null is for everyone),
-- source and standing. money is in pounds; untold counts the awards whose amount was not told.
-- Parameters: $area, $since, $until
select
    funding.beneficiary_groups,
    cast(sum(coalesce(funding.awards, 1)) as bigint) as awards,
    coalesce(sum(funding.amount_awarded), 0) as money,
    cast(sum(if(funding.amount_awarded is null, coalesce(funding.awards, 1), 0)) as bigint) as untold,
    max(funding.award_date) as last,
    returns.source_code,
    returns.standing
from funding
inner join returns on funding.return_id = returns.return_id
where
    coalesce(funding.status, 'awarded') = 'awarded'
    and (
        funding.area_code = $area
        or funding.area_code in (select area_code from area_within where within_code = $area)
    )
    and (cast($since as date) is null or funding.award_date >= cast($since as date))
    and (cast($until as date) is null or funding.award_date <= cast($until as date))
group by funding.beneficiary_groups, returns.source_code, returns.standing
order by funding.beneficiary_groups, returns.source_code, returns.standing;
