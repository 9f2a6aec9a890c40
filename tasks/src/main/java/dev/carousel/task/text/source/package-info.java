/** Text as a stream of code points, from UTF-8 files of any size. */
@NullMarked
package dev.carousel.task.text.source;

import org.jspecify.annotations.NullMarked;
