-- One licence at most is the one that works go by: lists that name it are planned as before.
alter function permit_approved(bigint) rows 1;
