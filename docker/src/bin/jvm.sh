# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh disable=SC2034,SC2154
# What the programs of this folder have in common. Sets, from $home:
#   java        the JVM
#   options     what it is told, each a word; BINNACLE_JAVA_OPTS adds to it, such as -Xmx
#   class_path  the jars, always in the same order: an AOT cache wants the very class path that it was made with
#   cache       the AOT cache of these jars, if bin/aot-cache has made it. It is named by their checksum, so that classes
#               of other jars are never taken for theirs; one of another JVM is passed over by the JVM
java=$("$home/bin/find-java" java)/bin/java
options="-XX:+UseSerialGC -XX:+UseCompactObjectHeaders
  -XX:MinRAMPercentage=40 -XX:MaxRAMPercentage=40 -XX:MaxDirectMemorySize=32m
  -Xms8m -Xmn5m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=20
  -XX:ReservedCodeCacheSize=48m -XX:SweeperThreshold=100 -XX:TrimNativeHeapInterval=10000 -XX:-UsePerfData
  -XX:+ExitOnOutOfMemoryError
  --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow
  -Dio.netty.noUnsafe=false -Dio.netty.allocator.type=pooled -Dio.netty.allocator.maxOrder=7
  -Dio.netty.jfr.enabled=false
  ${BINNACLE_JAVA_OPTS:-}"
export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-1}"
class_path=$(LC_ALL=C; set -- "$home"/lib/*.jar; IFS=:; echo "$*")
cache=$home/aot/none
if [ -d "$home/aot" ]; then
  cache=$home/aot/$(cat "$home"/lib/*.jar | cksum | tr ' ' -).aot
fi
