#!/bin/sh
# Run once by the PostgreSQL image when its volume is empty.
# psql reads the passwords by itself: what stands in a command line can be read by every process beside it.
set -eu
{
    echo '\set database puas'
    for name in owner app province backup; do
        printf '\\set %s_password `cat %s/%s_password`\n' "$name" "${SECRETS:-/run/secrets}" "$name"
    done
    printf '\\include %s\n' "${ROLES:-/opt/puas/roles.sql}"
} | psql --no-psqlrc --quiet --username postgres --dbname postgres -v ON_ERROR_STOP=1
