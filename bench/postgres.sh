# Sourced by the programs beside it: a PostgreSQL cluster of the bench's own, gone at the end; "server" says how to reach it.
# SHOUWANG_TEST_POSTGRES names another server instead.
scratch= postgres=
as_postgres() { if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi; }
clean_up() {
  [ -z "$scratch" ] || as_postgres "$postgres/pg_ctl" -D "$scratch/cluster" -m immediate stop > /dev/null 2>&1 || true
  [ -z "$scratch" ] || rm -rf "$scratch"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

server=${SHOUWANG_TEST_POSTGRES:-}
if [ -z "$server" ]; then
  postgres=$(ls -d /usr/lib/postgresql/*/bin 2> /dev/null | sort -V | tail -n 1)
  [ -n "$postgres" ] || fail "PostgreSQL is missing (Debian: apt-get install postgresql)"
  scratch=$(mktemp -d)
  chmod 755 "$scratch"
  if [ "$(id -u)" = 0 ]; then chown postgres "$scratch"; fi
  port=$((20000 + RANDOM % 20000))
  as_postgres "$postgres/initdb" -D "$scratch/cluster" -U shouwang -A trust -E UTF8 --locale=C.UTF-8 > /dev/null
  as_postgres "$postgres/pg_ctl" -D "$scratch/cluster" -w -l "$scratch/server.log" \
    -o "-p $port -k $scratch -c listen_addresses=127.0.0.1 -c max_connections=300 -c shared_buffers=1GB -c max_wal_size=4GB -c fsync=on" start > /dev/null || { cat "$scratch/server.log" >&2; fail "PostgreSQL did not start"; }
  server="Host=127.0.0.1;Port=$port;Username=shouwang;Database=postgres"
fi
