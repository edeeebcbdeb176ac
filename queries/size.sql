-- Question: how much do bodies tell of who takes part?
-- One row, none where nothing is told: the number of rows that say of a body, part, date and ethnic group how many
-- people it tells.
-- Parameters: none
select count(*) as told
from engaged
having count(*) > 0;
