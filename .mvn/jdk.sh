# Sourced by mvnw and signalbox: finds the JDK that this project is built and run with.
# Order: JAVA_HOME, the variables that CI systems set, then the usual folders.
jdk_want=25
jdk_is() { [ -x "$1/bin/javac" ] && grep -q "^JAVA_VERSION=\"$jdk_want[.\"]" "$1/release" 2>/dev/null; }
jdk_pick() {
  set +f
  for d in "${JAVA_HOME-}" "${JDK_25-}" "${JAVA_HOME_25_X64-}" "${JAVA_HOME_25_ARM64-}" \
    /usr/lib/jvm/* /opt/java/* /opt/jdk* "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -n "$d" ] && jdk_is "$d"; then
      JAVA_HOME=$d
      export JAVA_HOME
      return 0
    fi
  done
  echo "No JDK $jdk_want found. Install one (for example Temurin $jdk_want) or point JAVA_HOME at it." >&2
  return 1
}
case $- in *f*) jdk_glob=off ;; *) jdk_glob=on ;; esac
jdk_pick && jdk_found=0 || jdk_found=1
[ "$jdk_glob" = on ] || set -f
[ "$jdk_found" = 0 ]
