# What mvnw does first: it finds a JDK 25 where Maven's toolchain plugin would look, and starts Maven on it. Where there is
# none it says so in one line, for Maven and the plugin would say something else in many.

jdk_homes() {
  env | sed -n 's/^JAVA[A-Za-z0-9_]*HOME=//p'
  javac=$(command -v javac) && dirname "$(dirname "$(readlink -f "$javac" || echo "$javac")")"
  set +f
  printf '%s\n' /usr/lib/jvm/* /usr/java/* /usr/jdk/* /opt/java/* /opt/jdk* ~/.jdks/* ~/.m2/jdks/* ~/.gradle/jdks/* \
    ~/.sdkman/candidates/java/* ~/.jenv/versions/* ~/.jbang/cache/jdks/* ~/.asdf/installs/java/* ~/.jabba/jdk/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home ~/Library/Java/JavaVirtualMachines/*/Contents/Home
}

use_jdk_25() {
  newest= unclear=
  while IFS= read -r home; do
    [ -x "$home/bin/javac" ] || continue
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release" 2>/dev/null) || :
    case $version in
    25) newest=$home && break ;;
    '') unclear=$home ;;
    *) [ "$version" -lt 25 ] || newest=${newest:-$home} ;;
    esac
  done <<END
$(jdk_homes)
END
  if [ -n "$newest" ]; then
    export JAVA_HOME="$newest"
  elif [ -z "$unclear" ] && [ ! -e ~/.m2/toolchains.xml ]; then
    echo "A JDK 25 is needed and none was found: install one, such as Eclipse Temurin 25" \
      "(https://adoptium.net/installation/, package temurin-25-jdk), or point JAVA_HOME at it." >&2
    exit 1
  fi
}

case $(uname) in
CYGWIN* | MINGW* | MSYS*) ;;
*) use_jdk_25 ;;
esac
if [ ! -d ~/.m2/repository/software/amazon/awssdk ]; then
  echo "The first build fetches its libraries and compiles, which takes about a minute." >&2
fi
# Without unzip the wrapper would fetch another archive than the one whose checksum it knows.
command -v unzip >/dev/null || unzip() {
  (set +f && cd "$4" && "$JAVA_HOME/bin/jar" xf "$2" && chmod +x ./*/bin/mvn)
}
