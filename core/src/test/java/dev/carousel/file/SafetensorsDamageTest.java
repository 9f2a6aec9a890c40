package dev.carousel.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.carousel.BadInput;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsDamageTest {
  @TempDir Path folder;

  private Path write(byte[] bytes) throws IOException {
    Path file = folder.resolve("damaged.safetensors");
    Files.deleteIfExists(file); // writing over a file waits for the disk on ext4
    return Files.write(file, bytes);
  }

  private static byte[] file(byte[] header, int dataBytes) {
    ByteBuffer file = ByteBuffer.allocate(8 + header.length + dataBytes);
    return file.order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).put(header).array();
  }

  private void assertRefused(Path file, String... parts) {
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContainingAll(", expected ", "the file is damaged or not a Carousel model: copy")
        .hasMessageContainingAll(parts);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {                                                            | 0 | not valid JSON
          []                                                           | 0 | START_ARRAY, expected a JSON object
          ``                                                           | 0 | header is missing
          `  `                                                         | 0 | header is missing
          {} {}                                                        | 0 | more text
          {"a":1}                                                      | 0 | tensor 'a' is VALUE_NUMBER_INT
          {"a":{}}                                                     | 0 | incomplete
          {"__metadata__":[]}                                          | 0 | __metadata__ is START_ARRAY
          {"__metadata__":{"a":1}}                                     | 0 | __metadata__.a is VALUE_NUMBER_INT
          {"__metadata__":{"a":"","a":""}}                             | 0 | Duplicate
          {"__metadata__":{},"__metadata__":{}}                        | 0 | Duplicate
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}} | 8 | Duplicate
          {"a":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}} | 4 | Duplicate
          {"a":{"dtype":"BF16","shape":[2],"data_offsets":[0,4]}}      | 4 | 'BF16', expected one of F32, F64, I32, I64
          {"a":{"dtype":7,"shape":[1],"data_offsets":[0,4]}}           | 4 | dtype is VALUE_NUMBER_INT
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":1}} | 4 | field 'x'
          {"a":{"dtype":"F32","shape":1,"data_offsets":[0,4]}}         | 4 | shape is VALUE_NUMBER_INT
          {"a":{"dtype":"F32","shape":[1.0],"data_offsets":[0,4]}}     | 4 | whole numbers
          {"a":{"dtype":"F32","shape":[[1]],"data_offsets":[0,4]}}     | 4 | whole numbers
          {"a":{"dtype":"F32","shape":[-1,-1],"data_offsets":[0,4]}}   | 4 | has -1, expected 0 or more
          {"a":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,4]}} | 4 | out of range
          {"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}} | 0 | at most 2147483639 elements
          {"a":{"dtype":"F32","shape":[2147483648,2,2147483648],"data_offsets":[0,0]}} | 0 | at most 2147483639 elements
          {"a":{"dtype":"F32","shape":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1],"data_offsets":[0,4]}} | 4 | at most 32
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,4]}}     | 4 | incomplete
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[4]}}         | 4 | incomplete
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}       | 4 | bytes 4 to 0
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,8]}}       | 4 | within 0 to 4
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}      | 4 | has -4
          {"a":{"dtype":"F64","shape":[1],"data_offsets":[0,4]}}       | 4 | has 4 bytes, expected 8 bytes of F64
          {"a":{"dtype":"F32","shape":[],"data_offsets":[0,0]}}        | 0 | has 0 bytes, expected 4 bytes
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}       | 5 | 5 bytes of data, expected 4 bytes
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}       | 8 | begins at byte 4 of the data, expected byte 0
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}} | 12 | 'b' begins at byte 4 of the data, expected byte 8
          {}                                                           | 1 | 1 bytes of data
          """)
  void refusedWithTheReason(String header, int dataBytes, String reason) throws IOException {
    String text = header == null ? "" : header;
    assertRefused(write(file(text.getBytes(StandardCharsets.UTF_8), dataBytes)), reason);
  }

  @Test
  void shortFilesAndImpossibleHeaderLengths() throws IOException {
    assertRefused(write(new byte[0]), "has 0 bytes", "at least 8");
    assertRefused(write(new byte[7]), "has 7 bytes");
    byte[] bytes = file("{}".getBytes(StandardCharsets.UTF_8), 0);
    for (long length : new long[] {3, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE, -1}) {
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
      assertRefused(write(bytes), Long.toUnsignedString(length) + " bytes", "at most 2;");
    }
  }

  @Test
  void aHeaderOver100MegabytesIsNotRead() throws IOException {
    Path file = folder.resolve("sparse.safetensors");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(300_000_000);
      sparse.writeLong(Long.reverseBytes(100_000_001));
    }
    long before = allocated();
    assertRefused(file, "100000001 bytes", "at most 100000000");
    assertThat(allocated() - before).isLessThan(1_000_000);
  }

  @Test
  void otherEncodingsAreNotGuessed() throws IOException {
    assertRefused(write(file("{}".getBytes(StandardCharsets.UTF_16LE), 0)), "not valid JSON");
    assertRefused(write(file(new byte[] {'{', '"', (byte) 0xC3, '"', '}'}, 0)), "not text");
    assertRefused(write(file("\uFEFF{}".getBytes(StandardCharsets.UTF_8), 0)), "not valid JSON");
  }

  @Test
  void aHostileNameIsCutAndCleaned() throws IOException {
    String name = "\\u001b[31m" + "x".repeat(40_000);
    Path file = write(file(("{\"" + name + "\":1}").getBytes(StandardCharsets.UTF_8), 0));
    assertThatThrownBy(() -> Safetensors.read(file))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(700).doesNotContain("\u001b"));
  }

  /** Every mutation of a valid file is read or refused with a BadInput, and costs little memory. */
  @Test
  void mutationsAreReadOrRefused() throws IOException, URISyntaxException {
    byte[] valid = Files.readAllBytes(SafetensorsGoldenTest.fixture("canonical"));
    Random random = new Random(20_261_121);
    int refused = 0;
    int rounds = 1500;
    for (int round = 0; round < rounds; round++) {
      byte[] mutant = valid;
      for (int n = 1 + random.nextInt(3); n > 0; n--) {
        mutant = mutate(mutant, random);
      }
      Path file = write(mutant);
      long before = allocated();
      try {
        Safetensors.read(file);
      } catch (BadInput e) {
        refused++;
        assertThat(e.getMessage()).startsWith(file.toString()).hasSizeLessThan(1000);
      }
      assertThat(allocated() - before).as("bytes taken in round %d", round).isLessThan(2_000_000);
    }
    assertThat(refused).isBetween(rounds / 2, rounds - 1);
  }

  private static byte[] mutate(byte[] valid, Random random) {
    byte[] bytes = valid.clone();
    if (bytes.length < 2) {
      return bytes;
    }
    int at = random.nextInt(bytes.length);
    int head = random.nextInt(Math.min(bytes.length, 700));
    switch (random.nextInt(6)) {
      case 0 -> bytes[at] = (byte) random.nextInt();
      case 1 -> bytes[head] ^= (byte) (1 << random.nextInt(8));
      case 2 -> bytes[head] = (byte) "0123456789-.e[]{},:\"\\ ".charAt(random.nextInt(22));
      case 3 -> bytes = Arrays.copyOf(bytes, at);
      case 4 -> bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(9));
      default -> {
        int n = Math.min(8, bytes.length - Math.max(head, at));
        System.arraycopy(valid, head, bytes, at, n);
      }
    }
    return bytes;
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }
}
