import BlockingTests
import Glibc
import TestSupport
import Testing

/// A backup to a stick, a share or a disk that does not do what a backup needs: none is made, and nothing lies there.
@Suite(.serialized, .onOwnThreads) struct BackupInTroubleTests {
  /// FAT refuses to change a mode, a Windows share says that it did.
  @Test(
    .enabled(if: MirroredDirectory.isPossible),
    arguments: [["--chmod-deny", "--perms=0755"], ["--chmod-ignore", "--perms=0755"]])
  func whereFilesCannotBeClosedToOthersNoneIsMade(options: [String]) throws {
    let shop = try shopWithAPayment()
    let stick = try TemporaryDirectory()
    let mounted = try MirroredDirectory(of: stick.path(of: "."), options: options)
    let backup = try shop.run("backup", mounted.path + "/books.sqlite")
    #expect(backup.code == 74)
    #expect(backup.errors.contains("files there cannot be closed to others"), "\(backup.errors)")
    #expect(FileTree.paths(under: stick.path(of: ".")) == [])
    #expect(try shop.run("verify").code == 0)
  }

  /// Mounted for its owner alone it refuses to change modes as well, and needs none changed.
  @Test(.enabled(if: MirroredDirectory.isPossible)) func whereTheyAreClosedAnywayItIsMade() throws {
    let shop = try shopWithAPayment()
    let stick = try TemporaryDirectory()
    let mounted = try MirroredDirectory(of: stick.path(of: "."), options: ["--chmod-deny", "--perms=0700"])
    let backup = try shop.run("backup", mounted.path + "/books.sqlite")
    #expect(backup.code == 0, "\(backup.errors)")
    #expect(FileTree.paths(under: stick.path(of: ".")).map { $0.split(separator: "/").last } == ["books.sqlite"])
    #expect(try shop.run("restore", mounted.path + "/books.sqlite").code == 0)
  }

  /// Whatever room is left, from none to almost enough.
  @Test(.enabled(if: OwnNamespace.isPossible)) func onAFullStickNothingIsLeft() throws {
    let shop = try shopWithAPayment()
    #expect(try shop.run("backup", shop.pathBeside("whole.sqlite")).code == 0)
    let wholeKiB = try #require(FileTree.bytes(shop.pathBeside("whole.sqlite"))).count / 1024
    let stick = try TemporaryDirectory()
    var refused = 0
    for roomKiB in stride(from: 4, through: wholeKiB + 16, by: 12) {
      let ran = try OwnNamespace.run(
        ["mount -t tmpfs -o size=\(roomKiB)k,mode=0700 none \(stick.path(of: "."))"],
        then: [
          "sh -c '\(try Kaunta.path) backup \(stick.path(of: "books.sqlite")) --home \(shop.home); echo exit $?; "
            + "ls \(stick.path(of: "."))'"
        ])
      if ran.output.contains("exit 0\n") {
        #expect(ran.output.hasSuffix("exit 0\nbooks.sqlite\n"), "\(roomKiB): \(ran.output)")
        continue
      }
      refused += 1
      #expect(ran.output == "exit 74\n", "\(roomKiB): \(ran.output)")
      #expect(ran.errors.contains("kaunta: No backup was made: "), "\(roomKiB): \(ran.errors)")
      #expect(ran.errors.contains("Nothing half-made lies there"), "\(roomKiB): \(ran.errors)")
    }
    #expect(refused > 2)
    #expect(try shop.run("verify").code == 0)
  }

  @Test(.enabled(if: OwnNamespace.isPossible)) func whereNothingMayBeWrittenItIsSaid() throws {
    let shop = try shopWithAPayment()
    let stick = try TemporaryDirectory()
    let ran = try OwnNamespace.run(
      ["mount -t tmpfs -o ro none \(stick.path(of: "."))"],
      then: [try Kaunta.path, "backup", stick.path(of: "books.sqlite"), "--home", shop.home])
    #expect(ran.code == 74)
    #expect(
      ran.errors.contains("No backup was made: ") && ran.errors.contains("(Read-only file system)"), "\(ran.errors)")
    #expect(ran.errors.contains("Mount it for writing"), "\(ran.errors)")
    // Whoever wants new keys, on a disk that takes nothing, is not told to log in as somebody else.
    let rotated = try OwnNamespace.run(
      ["mount --bind \(shop.home) \(shop.home)", "mount -o remount,ro,bind \(shop.home)"],
      then: [try Kaunta.path, "keys", "rotate", "--home", shop.home])
    #expect(rotated.code == 74)
    #expect(rotated.errors.contains("so it is as it was. Mount it for writing."), "\(rotated.errors)")
  }

  /// Room is not what is missing there, so nobody is told to make any.
  @Test func whatHelpsIsSaidForEachPlace() throws {
    let shop = try shopWithAPayment()
    for (place, reason, remedy) in [
      ("no/books.sqlite", "No such file or directory", "make it, or mount what should lie there"),
      ("ledger", "is there already", "Give another name."),
      ("kaunta.toml/x", "Not a directory", "There is no such directory"),
      ("ledger/", "Is a directory", "Give the name of a file in that directory."),
      (String(repeating: "x", count: 300), "File name too long", "Give a shorter name."),
    ] {
      let ran = try shop.run("backup", shop.path(place))
      #expect(ran.code == 74)
      #expect(ran.errors.contains(reason) && ran.errors.contains(remedy), "\(place): \(ran.errors)")
      #expect(!ran.errors.lowercased().contains("free space"), "\(ran.errors)")
    }
    let stream = try shop.run("backup", "-")
    #expect(stream.code == 64 && stream.errors.contains("No backup was made"), "\(stream.errors)")
  }

  /// A stick with FAT takes no colon, as a date's time has; a full one no file at all.
  @Test(.enabled(if: Strace.isThere)) func aNameThatAStickForbidsIsSaidToBeTheName() throws {
    let shop = try shopWithAPayment()
    let path = shop.pathBeside("books-14:02.sqlite")
    for (error, remedy) in [
      ("EINVAL", "give a plainer one"), ("ENOSPC", "Free space there"), ("EDQUOT", "Free space there"),
      ("EPERM", "where this account may write"), ("EIO", "Its disk or stick fails"),
    ] {
      let inject = ["-f", "-o", "/dev/null", "-P", path, "-e", "inject=openat:error=" + error]
      let ran = try PipedProgram.run(
        Strace.path, arguments: inject + [try Kaunta.path, "backup", path, "--home", shop.home])
      #expect(ran.status == .exited(code: 74))
      #expect(ran.errors.contains("No backup was made: ") && ran.errors.contains(remedy), "\(error): \(ran.errors)")
      #expect(ran.errors.contains("Free space") == (remedy == "Free space there"), "\(error): \(ran.errors)")
    }
  }

  /// A file that was not copied to its end is no trouble of the shop's ledger.
  @Test func aBackupThatIsCutIsToldApartFromTheLedger() throws {
    let shop = try shopWithAPayment()
    #expect(try shop.run("backup", shop.pathBeside("books.sqlite")).code == 0)
    let bytes = try #require(FileTree.bytes(shop.pathBeside("books.sqlite")))
    for length in [bytes.count - 4_096, bytes.count / 2, 8_192] {
      try #require(truncate(shop.pathBeside("books.sqlite"), length) == 0)
      let ran = try shop.run("restore", shop.pathBeside("books.sqlite"))
      #expect(ran.code == 74)
      #expect(ran.errors.contains("books.sqlite is damaged"), "\(length): \(ran.errors)")
      #expect(ran.errors.contains("The ledger is as it was. Take another backup."), "\(length): \(ran.errors)")
    }
    #expect(try shop.run("verify").code == 0)
  }

  /// The home's own disk is full: that is when a backup elsewhere is wanted most.
  @Test(.enabled(if: OwnDisk.isPossible)) func aHomeOnAFullDiskIsBackedUpElsewhere() throws {
    let disk = try OwnDisk(megabytes: 24)
    let shop = try RunningShop(on: disk)
    #expect(try shop.run("push", "--phone", "0712345678", "--amount", "50", "--wait").code == 0)
    try disk.fill()
    let elsewhere = try TemporaryDirectory()
    let backup = try shop.run("backup", elsewhere.path(of: "books.sqlite"))
    #expect(backup.code == 0, "\(backup.output)\(backup.errors)")
    let home = try shop.run("backup", disk.path + "/books.sqlite")
    #expect(home.code == 74)
    #expect(home.errors.contains("No backup was made: "), "\(home.errors)")
    disk.makeRoom()
  }

  private func shopWithAPayment() throws -> RunningShop {
    let shop = try RunningShop()
    #expect(try shop.run("push", "--phone", "0712345678", "--amount", "50", "--wait").code == 0)
    return shop
  }
}
