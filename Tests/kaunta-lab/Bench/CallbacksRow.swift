import Glibc
import TestSupport

/// Callbacks that are on disk before they are answered: beside threads that write, sync, move and sync as raw as can
/// be, or beside the same listener where a sync costs nothing.
struct CallbacksRow: BenchRow {
  enum Floor: Sendable {
    case rawFiles
    case memory
  }

  let floor: Floor
  let unit = "durable callbacks a second, over so many connections"
  let sizes = [16, 64]

  var name: String {
    switch floor {
    case .rawFiles: "callbacks"
    case .memory: "durability"
    }
  }

  var peer: String {
    switch floor {
    case .rawFiles: "as many threads that write, fsync, rename, and fsync the directory"
    case .memory: "the same listener with its home in memory (/dev/shm)"
    }
  }

  func prepare(size: Int, effort: BenchEffort) throws -> () throws -> BenchRound {
    let each = effort.count(8_000) / size + 1
    return {
      let own = try rate(connections: size, each: each, in: TemporaryDirectory())
      switch floor {
      case .rawFiles: return BenchRound(ours: [own], peers: [try rawRate(threads: size, each: each)])
      case .memory:
        let memory = try TemporaryDirectory(in: "/dev/shm")
        return BenchRound(ours: [own], peers: [try rate(connections: size, each: each, in: memory)])
      }
    }
  }

  private func rate(connections: Int, each: Int, in directory: TemporaryDirectory) throws -> Double {
    let listener = try AttackedListener(directory: directory.path, seed: 1, withoutLimits: false)
    defer { listener.stop() }
    // What a payment's address is is worked out before: a shop's customers do not share its processors.
    let requests = (0..<connections).map { _ in
      (0..<each).map { _ in Array(PlainRequest.post(listener.path(listener.nextPayment()), Self.body).utf8) }
    }
    let port = listener.port
    let watch = Stopwatch()
    _ = try ManyThreads.runAtOnce(connections) { number in
      var socket = try LoopbackSocket(port: port)
      for (place, request) in requests[number].enumerated() {
        // The listener takes so many on one; a proxy opens another then.
        if place > 0, place.isMultiple(of: 100) { socket = try LoopbackSocket(port: port) }
        guard socket.send(request) == request.count, socket.answer()?.status == 200 else {
          throw LabFailure("a callback was not taken")
        }
      }
    }
    return Double(watch.rate(connections * each))
  }

  private func rawRate(threads: Int, each: Int) throws -> Double {
    let directory = try TemporaryDirectory()
    return try DiskFloor(directory: directory.path + "/floor").rate(threads: threads, each: each)
  }

  private static let body =
    #"{"Body":{"stkCallback":{"MerchantRequestID":"29115-34620561-1","CheckoutRequestID":"ws_CO_191220191020363925","#
    + #""ResultCode":1032,"ResultDesc":"Request cancelled by user."}}}"#
}

/// What the disk gives whoever does nothing but keep small files.
struct DiskFloor {
  private let unfinished: String
  /// Where it keeps them.
  let kept: String

  init(directory: String) throws {
    unfinished = directory + "/tmp"
    kept = directory + "/new"
    for path in [directory, unfinished, kept] where mkdir(path, 0o700) != 0 {
      throw LabFailure("no directory: \(String(cString: strerror(errno)))")
    }
  }

  /// Files a second.
  func rate(threads: Int, each: Int) throws -> Double {
    let watch = Stopwatch()
    _ = try ManyThreads.runAtOnce(threads) { thread in
      let directory = open(kept, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      defer { close(directory) }
      for number in 0..<each { try keep("\(thread).\(number)", in: directory) }
    }
    return Double(watch.rate(threads * each))
  }

  /// Keeps one.
  func keep(_ name: String) throws {
    let directory = open(kept, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    defer { close(directory) }
    try keep(name, in: directory)
  }

  private func keep(_ name: String, in directory: Int32) throws {
    let content = [UInt8](repeating: 0x78, count: 800)
    let file = open(unfinished + "/" + name, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
    defer { close(file) }
    guard file >= 0, write(file, content, content.count) == content.count, fsync(file) == 0,
      rename(unfinished + "/" + name, kept + "/" + name) == 0, fsync(directory) == 0
    else { throw LabFailure("the floor: \(String(cString: strerror(errno)))") }
  }
}
