-- Question: how far off are the ward figures that had to be estimated?
-- One row per source, geography and figure.
-- Parameters: none
select source_code, geography, figure, median, p90, p99, max, unit, note
from ward_error
order by source_code, geography, figure;
