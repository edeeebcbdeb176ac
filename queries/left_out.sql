-- Question: which places or people in the sources have no figure here, and why?
-- One row per place or group of people left out.
-- Parameters: none
select place, what, why, people, source_code
from left_out
order by source_code, place;
