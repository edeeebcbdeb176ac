-- Question: what is in the store?
-- One row per kind of return with how many returns and records, by standing.
-- Parameters: none
select kind, standing, count(*) as returns, sum(records) as records, min(received) as first, max(received) as last
from returns
group by kind, standing
order by kind, standing;
