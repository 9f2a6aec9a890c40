package dev.carousel;

/**
 * What the user gave cannot be used: a file, a column, an option, a shape. The message says where,
 * what was found, what was expected and what to do; the command line prints it alone and ends with
 * exit code 2.
 */
public final class BadInput extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An error whose message is {@link String#format formatted} from its parts. */
  public BadInput(String format, Object... args) {
    super(args.length == 0 ? format : String.format(java.util.Locale.ROOT, format, args));
  }

  /** The same, keeping the cause for {@code --debug}. */
  public BadInput(Throwable cause, String message) {
    super(message, cause);
  }
}
