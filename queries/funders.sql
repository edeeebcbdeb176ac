-- Question: who gives money, through which programmes, and of which years are awards told?
-- One row per funder, programme and standing.
-- Parameters: $area
select
    coalesce(funding.funder, '') as funder,
    coalesce(funding.programme, '') as programme,
    cast(sum(if(funding.status = 'applied', 0, coalesce(funding.awards, 1))) as bigint) as awards,
    min(funding.award_date) as first,
    max(funding.award_date) as last,
    returns.standing
from funding
inner join returns on funding.return_id = returns.return_id
where
    funding.area_code = $area
    or funding.area_code in (select area_code from area_within where within_code = $area)
group by funding.funder, funding.programme, returns.standing
order by funding.funder, funding.programme, returns.standing;
