/** What recurrent layers did, step by step: traces, how saturated they are, tables and pictures. */
@NullMarked
package dev.carousel.task.inspect;

import org.jspecify.annotations.NullMarked;
