import Dispatch
import Files
import Glibc
import Synchronization
import TestSupport
import Testing

/// Sockets of this machine, beside whatever else the process does.
@Suite struct LocalSocketTests {
  /// A mode that is the whole process's for a moment would be every other thread's file's too.
  @Test func filesMadeWhileASocketIsMadeHaveTheModesThatWereMeant() throws {
    let place = try TemporaryDirectory()
    let directory = try Directory<FileError>.open(path: place.path, label: "place", calls: CheckedCalls())
    let isOver = Atomic(false)
    let sockets = DispatchGroup()
    DispatchQueue.global().async(group: sockets) {
      // Once at least, however late this gets its turn.
      repeat {
        _ = try? LocalSocket.listening("door", in: directory, mode: 0o660)
      } while !isOver.load(ordering: .relaxed)
    }
    var modes: Set<UInt32> = []
    for _ in 0..<5_000 {
      let descriptor = open(place.path(of: "file"), O_WRONLY | O_CREAT, 0o600)
      var facts = stat()
      try #require(fstat(descriptor, &facts) == 0)
      modes.insert(facts.st_mode & 0o7777)
      close(descriptor)
      unlink(place.path(of: "file"))
    }
    isOver.store(true, ordering: .relaxed)
    sockets.wait()
    #expect(modes == [0o600])
    var facts = stat()
    #expect(stat(place.path(of: "door"), &facts) == 0 && facts.st_mode & 0o7777 == 0o660)
  }
}
