/**
 * What users would pick instead of Foretoken, measured beside it in one run on the same data. Compiled and downloaded
 * only under the Maven profile {@code peers}, whose class path is the one place where a JNI library may load.
 */
package io.github.foretoken.bench.peers;
