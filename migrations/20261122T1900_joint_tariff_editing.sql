-- Coordinators replace the prices that joint trenches are reckoned with; rows are ended and added, never rewritten.
grant insert on dig_joint_tariff to diwan_app;
grant update (valid_to) on dig_joint_tariff to diwan_app;
