/** Text tables: a delimited file read whole, every value still knowing its line. */
@NullMarked
package dev.carousel.task.table;

import org.jspecify.annotations.NullMarked;
