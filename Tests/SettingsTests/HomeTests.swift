import Files
import Glibc
import Payments
import Testing

@testable import Settings

@Suite("A home is found by option, variable, or the XDG state directory")
struct HomeLocationTests {
  @Test("the option comes first, then KAUNTA_HOME, then XDG_STATE_HOME, then HOME")
  func order() throws {
    var environment = ["KAUNTA_HOME": "/k", "XDG_STATE_HOME": "/x", "HOME": "/h"]
    #expect(try Home.locate(option: "/o/", environment: environment).path == "/o")
    #expect(try Home.locate(option: nil, environment: environment).path == "/k")
    environment["KAUNTA_HOME"] = ""
    #expect(try Home.locate(option: nil, environment: environment).path == "/x/kaunta")
    environment["XDG_STATE_HOME"] = "relative"
    #expect(try Home.locate(option: nil, environment: environment).path == "/h/.local/state/kaunta")
    #expect(throws: HomeProblem.noPlace) { try Home.locate(option: nil, environment: [:]) }
  }

  @Test("a relative option becomes absolute, so that a change of directory does not move the home")
  func relative() throws {
    let home = try Home.locate(option: "shop", environment: [:])
    #expect(home.path.hasPrefix("/"))
    #expect(home.path.hasSuffix("/shop"))
  }

  @Test("each till has a lock of its own")
  func tills() throws {
    let home = Home(path: "/h")
    #expect(home.tillLockFile(.commandLine) == "/h/locks/till-0.lock")
    #expect(home.tillLockFile(try #require(Till(12))) == "/h/locks/till-12.lock")
  }
}

@Suite("Making a home")
struct HomeMakerTests {
  private func mode(_ path: String) throws -> String { try #require(FileFacts(path: path), "\(path)").modeText }

  @Test("a home of one user is closed to everybody else, whatever the mask")
  func oneUser() throws {
    let shop = try TemporaryHome(.simulator)
    let home = shop.home
    #expect(home.rights == .oneUser)
    let directories = [
      home.path, home.secretsDirectory, home.ledgerDirectory, home.spoolDirectory, home.witnessDirectory,
      home.cacheDirectory, home.logDirectory, home.themesDirectory, home.locksDirectory,
    ]
    for directory in directories { #expect(try mode(directory) == "0700", "\(directory)") }
    for file in [home.settingsFile, home.consumerSecretFile, home.passkeyFile, home.callbackKeysFile] {
      #expect(try mode(file) == "0600", "\(file)")
    }
  }

  @Test("a group's home lets cashiers write the ledger and the spool, and nothing that decides where money goes")
  func group() throws {
    let shop = try TemporaryHome()
    let group = String(cString: try #require(getgrgid(getegid())).pointee.gr_name)
    let plan = HomePlan(kind: .simulator, group: group)
    let made = try HomeMaker.make(at: shop.home, plan, tagKey: TemporaryHome.tagKey)
    let home = made.home
    #expect(home.rights == .group)
    #expect(made.commandsForRoot.isEmpty)
    for kept in [home.path, home.secretsDirectory, home.themesDirectory, home.witnessDirectory] {
      #expect(try mode(kept) == "02750", "\(kept)")
    }
    let shared = [
      home.ledgerDirectory, home.spoolDirectory, home.cacheDirectory, home.logDirectory, home.locksDirectory,
    ]
    let places = HomeWorks.spoolPlaces.map { home.spoolDirectory + "/" + $0 }
    for directory in shared + places { #expect(try mode(directory) == "02770", "\(directory)") }
    for file in [home.settingsFile, home.consumerSecretFile, home.passkeyFile, home.callbackKeysFile] {
      #expect(try mode(file) == "0640", "\(file)")
    }
    #expect(shop.problems().isEmpty)
  }

  @Test("an existing home stays as it is")
  func existing() throws {
    let shop = try TemporaryHome(.simulator)
    let before = shop.settings
    #expect(throws: HomeProblem.alreadyThere(shop.home.path)) {
      try HomeMaker.make(at: shop.home, HomePlan(kind: .sandbox), tagKey: TemporaryHome.tagKey)
    }
    #expect(shop.settings == before)
    #expect(
      HomeProblem.alreadyThere("/h").sentence
        == "There is a home at /h already, and it stays as it is. Use it with --home, or choose another directory.")
  }

  @Test("a directory with something in it is not made a home; an empty one is")
  func directories() throws {
    let shop = try TemporaryHome()
    #expect(mkdir(shop.home.path, 0o755) == 0)
    try shop.write("x", to: shop.home.path + "/letter.txt")
    #expect(throws: HomeProblem.notEmpty(shop.home.path)) {
      try HomeMaker.make(at: shop.home, HomePlan(kind: .simulator), tagKey: TemporaryHome.tagKey)
    }
    unlink(shop.home.path + "/letter.txt")
    _ = try HomeMaker.make(at: shop.home, HomePlan(kind: .simulator), tagKey: TemporaryHome.tagKey)
    #expect(try mode(shop.home.path) == "0700")
  }

  @Test("after a failure nothing is left behind")
  func failure() throws {
    let shop = try TemporaryHome()
    // A name too long for the file system, reached after its parents were made.
    let home = Home(path: shop.directory + "/a/b/" + String(repeating: "c", count: 300))
    #expect(throws: HomeProblem.self) {
      try HomeMaker.make(at: home, HomePlan(kind: .simulator), tagKey: TemporaryHome.tagKey)
    }
    #expect(try ByPath.names(in: shop.directory) == [])
  }

  @Test("a group or a user that the machine does not know is refused before anything is made")
  func unknownNames() throws {
    let shop = try TemporaryHome()
    var plan = HomePlan(kind: .simulator, group: "no-such-group")
    #expect(throws: HomeProblem.unknownGroup("no-such-group")) {
      try HomeMaker.make(at: shop.home, plan, tagKey: TemporaryHome.tagKey)
    }
    plan = HomePlan(kind: .simulator, listenerUser: "no-such-user")
    #expect(throws: HomeProblem.unknownUser("no-such-user")) {
      try HomeMaker.make(at: shop.home, plan, tagKey: TemporaryHome.tagKey)
    }
    #expect(try ByPath.names(in: shop.directory) == [])
  }

  @Test("a key that is none is refused")
  func badKey() throws {
    let shop = try TemporaryHome()
    #expect(throws: HomeProblem.badKeyBytes) {
      try HomeMaker.make(at: shop.home, HomePlan(kind: .simulator), tagKey: [UInt8](repeating: 7, count: 32))
    }
  }

  @Test("the witness log is given to the listener's user, or root is asked to")
  func witness() throws {
    let shop = try TemporaryHome()
    let plan = HomePlan(kind: .simulator, listenerUser: "nobody")
    let made = try HomeMaker.make(at: shop.home, plan, tagKey: TemporaryHome.tagKey)
    var found = stat()
    #expect(stat(shop.home.witnessDirectory, &found) == 0)
    let nobody = try #require(getpwnam("nobody")).pointee.pw_uid
    if geteuid() == 0 || geteuid() == nobody {
      #expect(found.st_uid == nobody)
      #expect(made.commandsForRoot.isEmpty)
    } else {
      #expect(made.commandsForRoot == ["chown nobody \(shop.home.witnessDirectory)"])
    }
    #expect(try mode(shop.home.witnessDirectory) == "0700")
  }
}
