# Shared by ./run and ./test: tools, and builds that are skipped when nothing has changed.
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en

need_tools() {
  command -v dotnet > /dev/null || fail "the .NET SDK is missing: https://dotnet.microsoft.com/download (version: see global.json)"
  dotnet --version > /dev/null 2>&1 || fail "no .NET SDK that fits global.json; installed: $(dotnet --list-sdks 2> /dev/null | tr '\n' ' ')"
  command -v npm > /dev/null && command -v node > /dev/null || fail "Node.js with npm is missing: https://nodejs.org (Debian: apt-get install nodejs npm)"
}

# changed STAMP PATH…: true when a file below the paths is newer than the stamp, or was taken away or added.
changed() {
  local stamp=$1; shift
  [ -e "$stamp" ] || return 0
  [ -n "$(find "$@" \( -name node_modules -o -name bin -o -name obj \) -prune -o -newer "$stamp" -print -quit 2> /dev/null)" ]
}

build_web() {
  [ -e src/web/package.json ] || return 0
  local stamp=artifacts/web.stamp
  if [ -e src/Shouwang/wwwroot ] && ! changed "$stamp" src/web; then return 0; fi
  echo "Building the front end …"
  mkdir -p artifacts
  touch "$stamp.new"
  (cd src/web && npm ci --no-audit --no-fund --loglevel=error && npm run --silent build) > artifacts/web.log 2>&1 < /dev/null \
    || { cat artifacts/web.log >&2; fail "the front end does not build"; }
  # npm writes into node_modules, which changes the folder's own time.
  touch "$stamp.new" && mv "$stamp.new" "$stamp"
}

build_app() {
  local stamp=artifacts/app.stamp
  if [ -e artifacts/bin/Shouwang/release/shouwang.dll ] \
    && ! changed "$stamp" src/Shouwang src/Shouwang.Core src/Shouwang.Planning Directory.Build.props Directory.Packages.props global.json; then return 0; fi
  echo "Building the application …"
  mkdir -p artifacts
  touch "$stamp.new"
  dotnet build src/Shouwang -c Release -v quiet -clp:ErrorsOnly > artifacts/app.log 2>&1 < /dev/null \
    || { cat artifacts/app.log >&2; fail "the application does not build"; }
  mv "$stamp.new" "$stamp"
}
