import CLab
import Dispatch
import Glibc
import Synchronization

/// A disk that remembers in which order it was written to and flushed.
///
/// It is one regular file in FUSE, spoken to in the kernel's own protocol (linux/fuse.h), on which a loop device and a
/// real filesystem can stand. The loop device turns the filesystem's cache flushes into fsync, so that barriers are
/// real: whatever lies before a flush in the log is on the disk, whatever lies behind the last one may be or not.
final class LoggedDisk: Sendable {
  /// What happened to the disk.
  enum Entry: Sendable {
    case write(offset: Int, bytes: [UInt8])
    case flush
  }

  private struct State {
    var image: [UInt8]
    var log: [Entry] = []
  }

  private let state: Mutex<State>
  private let descriptor: Int32
  private let path: String
  private static let longestWriteBytes = 128 * 1024

  /// Serves these bytes as a file at a path where an empty file stands.
  init(image: [UInt8], at path: String) throws {
    let mounted = kaunta_lab_mount_disk(path)
    if mounted < 0 { throw LabFailure("no disk in FUSE: \(String(cString: strerror(-mounted)))") }
    state = Mutex(State(image: image))
    descriptor = mounted
    self.path = path
    DispatchQueue(label: "disk").async { [self] in serve() }
  }

  /// How much has happened so far.
  var logLength: Int { state.withLock { $0.log.count } }

  /// Everything that happened.
  var log: [Entry] { state.withLock { $0.log } }

  /// Ends the disk; the serving thread ends with it.
  func remove() { _ = kaunta_lab_unmount(path) }

  private func serve() {
    let length = Self.longestWriteBytes + 64 * 1024
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: length, alignment: 16)
    defer {
      buffer.deallocate()
      close(descriptor)
    }
    while true {
      let count = read(descriptor, buffer.baseAddress, length)
      if count < 0 && (errno == EINTR || errno == ENOENT) { continue }
      // ENODEV: it was unmounted.
      if count < MemoryLayout<fuse_in_header>.size { return }
      answer(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
  }

  private func answer(_ request: UnsafeRawBufferPointer) {
    let header = request.loadUnaligned(as: fuse_in_header.self)
    let rest = UnsafeRawBufferPointer(rebasing: request[MemoryLayout<fuse_in_header>.size...])
    switch fuse_opcode(rawValue: header.opcode) {
    case FUSE_INIT: reply(header, Self.initial(rest.loadUnaligned(as: fuse_init_in.self)))
    case FUSE_GETATTR, FUSE_SETATTR: reply(header, attributes())
    case FUSE_OPEN: reply(header, fuse_open_out())
    case FUSE_READ: reply(header, bytes(of: rest.loadUnaligned(as: fuse_read_in.self)))
    case FUSE_WRITE:
      let place = rest.loadUnaligned(as: fuse_write_in.self)
      let data = Array(rest[MemoryLayout<fuse_write_in>.size...].prefix(Int(place.size)))
      write(data, at: Int(place.offset))
      reply(header, fuse_write_out(size: place.size, padding: 0))
    case FUSE_FSYNC:
      state.withLock { $0.log.append(.flush) }
      reply(header, [])
    case FUSE_FLUSH, FUSE_RELEASE, FUSE_ACCESS, FUSE_DESTROY: reply(header, [])
    case FUSE_FORGET, FUSE_BATCH_FORGET, FUSE_INTERRUPT: break
    default: reply(header, [], error: -ENOSYS)
    }
  }

  private func write(_ data: [UInt8], at offset: Int) {
    state.withLock { state in
      guard offset + data.count <= state.image.count else { return }
      state.image.replaceSubrange(offset..<offset + data.count, with: data)
      state.log.append(.write(offset: offset, bytes: data))
    }
  }

  private func bytes(of place: fuse_read_in) -> [UInt8] {
    state.withLock { state in
      let start = min(Int(place.offset), state.image.count)
      return Array(state.image[start..<min(start + Int(place.size), state.image.count)])
    }
  }

  private static func initial(_ asked: fuse_init_in) -> fuse_init_out {
    var answer = fuse_init_out()
    answer.major = 7
    answer.minor = 31
    answer.max_readahead = asked.max_readahead
    answer.flags = asked.flags & UInt32(FUSE_BIG_WRITES)
    answer.max_write = UInt32(longestWriteBytes)
    answer.max_background = 16
    answer.congestion_threshold = 12
    answer.time_gran = 1
    return answer
  }

  private func attributes() -> fuse_attr_out {
    let length = state.withLock { $0.image.count }
    var answer = fuse_attr_out()
    answer.attr_valid = 3600
    answer.attr.ino = 1
    answer.attr.size = UInt64(length)
    answer.attr.blocks = UInt64(length / 512)
    answer.attr.blksize = 4096
    answer.attr.mode = S_IFREG | 0o600
    answer.attr.nlink = 1
    return answer
  }

  private func reply<Body>(_ header: fuse_in_header, _ body: Body) {
    reply(header, withUnsafeBytes(of: body) { Array($0) })
  }

  private func reply(_ request: fuse_in_header, _ body: [UInt8], error: Int32 = 0) {
    let length = MemoryLayout<fuse_out_header>.size + body.count
    let header = fuse_out_header(len: UInt32(length), error: error, unique: request.unique)
    let answer = withUnsafeBytes(of: header) { Array($0) } + body
    // Nobody waits any more for what cannot be written: the disk was unmounted meanwhile.
    _ = answer.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
  }
}
