package dev.carousel.bench.onnxruntime;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** One message of the protobuf wire format, written field by field. */
final class ProtoMessage {
  private final ByteString.Output bytes = ByteString.newOutput();
  private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);

  private interface Write {
    void to(CodedOutputStream out) throws IOException;
  }

  ProtoMessage number(int field, long value) {
    return write(o -> o.writeInt64(field, value));
  }

  ProtoMessage text(int field, String value) {
    return write(o -> o.writeString(field, value));
  }

  ProtoMessage bytes(int field, ByteString value) {
    return write(o -> o.writeBytes(field, value));
  }

  ProtoMessage message(int field, ProtoMessage value) {
    return bytes(field, value.toBytes());
  }

  private ProtoMessage write(Write write) {
    try {
      write.to(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  ByteString toBytes() {
    write(CodedOutputStream::flush);
    return bytes.toByteString();
  }
}
