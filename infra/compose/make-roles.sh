#!/bin/sh
# Run once by the PostgreSQL image when its volume is empty.
set -eu
secret() { cat "/run/secrets/$1"; }
psql --no-psqlrc --quiet --username postgres --dbname postgres -v ON_ERROR_STOP=1 -v database=puas \
    -v owner_password="$(secret owner_password)" -v app_password="$(secret app_password)" \
    -v province_password="$(secret province_password)" -v backup_password="$(secret backup_password)" \
    -f /opt/puas/roles.sql
