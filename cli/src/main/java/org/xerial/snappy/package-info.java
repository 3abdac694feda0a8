/** The one class of snappy-java that Hardwood calls, in Java. */
package org.xerial.snappy;
