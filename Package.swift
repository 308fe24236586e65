// swift-tools-version:6.2
import PackageDescription

// One target a layer, so that the compiler guards the layers: docs/architecture.md has the same table in words.
// Pure targets (CanonicalJSON, Payments, EvidenceFields, Wording, Keys, Desk, DeskLines, Cells, DeskScreens, QRCodes,
// CustomerView, CommandText, Daraja) name no library that could reach a file, a clock, a socket or a screen.

let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let asyncHTTPClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let serviceLifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let tomlKit = Target.Dependency.product(name: "TOMLKit", package: "TOMLKit")
let heap = Target.Dependency.product(name: "HeapModule", package: "swift-collections")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let nioExtras = Target.Dependency.product(name: "NIOExtras", package: "swift-nio-extras")
let nioHTTPTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")

let swiftSettings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
]

// What folds, draws and simulates is most of what the tests compute, here and in the programs that they start: optimized
// also in a debug build, all of them take half the time.
let computingSettings = swiftSettings + [.unsafeFlags(["-O"], .when(configuration: .debug))]

let package = Package(
  name: "kaunta",
  products: [
    .executable(name: "kaunta", targets: ["kaunta"])
  ],
  dependencies: [
    .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
    .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-collections.git", exact: "1.6.0"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    .package(url: "https://github.com/LebJe/TOMLKit", exact: "0.6.0"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl.git", exact: "2.37.6"),
    .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
    .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
  ],
  targets: [
    // Pure layers.
    .target(name: "CanonicalJSON", swiftSettings: computingSettings),
    .target(name: "Payments", swiftSettings: computingSettings),
    .target(name: "EvidenceFields", dependencies: ["CanonicalJSON", "Payments"], swiftSettings: computingSettings),
    .target(name: "Keys", swiftSettings: computingSettings),
    .target(name: "Wording", dependencies: ["Payments"], swiftSettings: computingSettings),
    .target(name: "Desk", dependencies: ["Payments", "Wording", "Keys"], swiftSettings: computingSettings),
    .target(name: "Cells", swiftSettings: computingSettings),
    .target(
      name: "DeskScreens", dependencies: ["Desk", "Payments", "Wording", "Cells"], swiftSettings: computingSettings),
    .target(
      name: "DeskLines", dependencies: ["Desk", "Payments", "Wording", "Keys"], swiftSettings: computingSettings),
    .target(name: "QRCodes", swiftSettings: computingSettings),
    .target(name: "CustomerView", dependencies: ["Payments", "Cells", "QRCodes"], swiftSettings: computingSettings),
    .target(
      name: "CommandText", dependencies: ["CanonicalJSON", "Payments", "Wording", "Cells"],
      swiftSettings: computingSettings
    ),
    .target(name: "Daraja", dependencies: ["CanonicalJSON", "Payments", crypto], swiftSettings: computingSettings),

    // The operating system.
    .target(
      name: "CLinux",
      cSettings: [.define("_GNU_SOURCE")]),
    .target(name: "Wakes", dependencies: ["CLinux"], swiftSettings: swiftSettings),
    .target(
      name: "CTerminal",
      cSettings: [.define("_GNU_SOURCE"), .define("NCURSES_WIDECHAR", to: "1")],
      linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
    .target(
      name: "Terminal", dependencies: ["CTerminal", "CLinux", "Wakes", "Cells", "Keys"], swiftSettings: swiftSettings),

    // Storage and the wire.
    .target(name: "Files", dependencies: ["CLinux", systemPackage], swiftSettings: swiftSettings),
    .target(
      name: "Spool", dependencies: ["Files", "CLinux", "CanonicalJSON", "Payments", "EvidenceFields", crypto],
      swiftSettings: swiftSettings),
    .target(
      name: "Ledger",
      dependencies: [
        "Files", "CLinux", "Wakes", "CanonicalJSON", "Payments", "EvidenceFields", grdb, crypto, cryptoExtras,
      ],
      swiftSettings: computingSettings),
    .target(
      name: "DarajaClient",
      dependencies: [
        "Daraja", "CanonicalJSON", "Payments", "Files", "CLinux", "Wakes", asyncHTTPClient, nioCore, nioPosix,
        nioHTTP1, nioSSL, crypto,
      ],
      swiftSettings: swiftSettings),
    .target(
      name: "Shop",
      dependencies: ["Payments", "Wording", "Daraja", heap],
      swiftSettings: computingSettings),

    // Who sits at which till.
    .target(
      name: "Tills", dependencies: ["Files", "CLinux", "CanonicalJSON", "Payments", "Wording"],
      swiftSettings: swiftSettings),

    // The desk, running: the screen's thread, the workers, the background poller.
    .target(
      name: "DeskRuntime",
      dependencies: [
        "Payments", "Wording", "Desk", "DeskScreens", "DeskLines", "CustomerView", "Cells", "Keys", "Terminal", "Shop",
        "Tills", "Wakes",
        nioPosix,
      ],
      swiftSettings: computingSettings),

    // Servers.
    .target(name: "Connections", dependencies: [nioCore], swiftSettings: swiftSettings),
    .target(
      name: "CallbackListener",
      dependencies: [
        "Daraja", "CanonicalJSON", "Payments", "Files", "Spool", "Connections", "CLinux", hummingbirdCore,
        serviceLifecycle, logging,
        nioCore, nioPosix, nioHTTP1, nioExtras, nioHTTPTypes, httpTypes,
      ],
      swiftSettings: swiftSettings),
    .target(
      name: "DarajaSimulator",
      dependencies: [
        "CanonicalJSON", "Payments", "Files", "Connections", hummingbirdCore, serviceLifecycle, asyncHTTPClient,
        logging, nioCore, nioPosix, nioHTTP1, httpTypes, crypto,
      ],
      swiftSettings: swiftSettings),

    // What is done with a shop's books besides using them: backups, comparisons, purges.
    .target(
      name: "Maintenance",
      dependencies: [
        "CanonicalJSON", "Files", "Payments", "Wording", "CommandText", "Daraja", "Ledger", "Spool", "Shop",
      ],
      swiftSettings: swiftSettings),

    // The home, and the command.
    .target(
      name: "Settings", dependencies: ["Files", "Cells", "Payments", "Daraja", tomlKit],
      swiftSettings: swiftSettings),
    // A machine that becomes a shop's server: accounts, services, proxy.
    .target(
      name: "ServerSetup", dependencies: ["Files", "CLinux", "Payments", "Settings"], swiftSettings: swiftSettings),
    .executableTarget(
      name: "kaunta",
      dependencies: [
        "CanonicalJSON", "Payments", "Wording", "CommandText", "Desk", "DeskRuntime", "CustomerView", "Shop", "Cells",
        "Terminal", "CLinux", "Daraja", "DarajaClient", "Files", "Spool", "Ledger", "CallbackListener",
        "DarajaSimulator",
        "Settings", "Maintenance", "ServerSetup", "Tills", argumentParser, logging,
      ],
      swiftSettings: swiftSettings),

    // Tests.
    .systemLibrary(name: "CVirtualTerminal", path: "Tests/CVirtualTerminal"),
    .target(
      name: "TestSupport", dependencies: ["CVirtualTerminal", "CLinux"], path: "Tests/TestSupport",
      swiftSettings: swiftSettings),
    .target(
      name: "BlockingTests", dependencies: ["TestSupport"], path: "Tests/BlockingTests", swiftSettings: swiftSettings),
    .testTarget(name: "CanonicalJSONTests", dependencies: ["CanonicalJSON"], swiftSettings: swiftSettings),
    // The laws of rules.md as an engine, and evidence as lines of words: for tests here and for longer runs elsewhere.
    .target(
      name: "PaymentLaws", dependencies: ["Payments"], path: "Tests/PaymentLaws", swiftSettings: computingSettings),
    .testTarget(
      name: "PaymentsTests", dependencies: ["Payments", "PaymentLaws"], swiftSettings: swiftSettings),
    .testTarget(name: "WordingTests", dependencies: ["Wording", "Payments"], swiftSettings: swiftSettings),
    .testTarget(
      name: "DeskTests", dependencies: ["Desk", "Payments", "Wording", "PaymentLaws", "Keys"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "DeskLinesTests", dependencies: ["DeskLines", "Desk", "Payments", "PaymentLaws", "Wording", "Keys"],
      swiftSettings: swiftSettings),
    .testTarget(name: "CellsTests", dependencies: ["Cells", "StoredFrames"], swiftSettings: swiftSettings),
    // Frames as text and back, and what changed between two sets of them as a page of pictures.
    .target(
      name: "StoredFrames", dependencies: ["Cells"], path: "Tests/StoredFrames", swiftSettings: computingSettings),
    .testTarget(
      name: "DeskScreensTests",
      dependencies: [
        "DeskScreens", "DeskLines", "Desk", "Payments", "Wording", "PaymentLaws", "Cells", "Keys", "Settings",
        "StoredFrames",
      ],
      exclude: ["Goldens"], swiftSettings: swiftSettings),
    .testTarget(name: "QRCodesTests", dependencies: ["QRCodes"], swiftSettings: swiftSettings),
    .testTarget(
      name: "CustomerViewTests",
      dependencies: ["CustomerView", "Payments", "PaymentLaws", "Cells", "QRCodes", "Settings", "StoredFrames"],
      exclude: ["Goldens"], swiftSettings: swiftSettings),
    .testTarget(
      name: "CommandTextTests",
      dependencies: ["CommandText", "CanonicalJSON", "Cells", "Payments", "PaymentLaws", "Wording"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "DarajaTests", dependencies: ["Daraja", "CanonicalJSON", "Payments"], swiftSettings: swiftSettings),
    .testTarget(
      name: "DarajaClientTests",
      dependencies: [
        "DarajaClient", "Daraja", "Files", "Payments", "TestSupport", nioCore, nioEmbedded, nioHTTP1, nioPosix, nioSSL,
      ],
      swiftSettings: swiftSettings),
    .executableTarget(
      name: "terminal-probe", dependencies: ["Terminal", "Cells", "Keys"], path: "Tests/terminal-probe",
      swiftSettings: swiftSettings),
    .testTarget(
      name: "TerminalTests",
      dependencies: ["CTerminal", "Terminal", "Cells", "Keys", "PaymentLaws", "TestSupport", "terminal-probe"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "SpoolTests", dependencies: ["Files", "Spool", "Payments", "TestSupport"], swiftSettings: swiftSettings),
    .testTarget(
      name: "LedgerTests",
      dependencies: ["Ledger", "Files", "Payments", "PaymentLaws", "SimulatedShop", "CLinux", "TestSupport", grdb],
      exclude: ["Fixtures"], swiftSettings: swiftSettings),
    .target(
      name: "SimulatedShop",
      dependencies: [
        "Shop", "Payments", "Wording", "Desk", "DeskRuntime", "DeskScreens", "Cells", "Keys", "Daraja",
        "DarajaSimulator", "CanonicalJSON", "PaymentLaws", "Spool", crypto,
      ],
      path: "Tests/SimulatedShop", swiftSettings: computingSettings),
    .testTarget(
      name: "DeskRuntimeTests",
      dependencies: [
        "DeskRuntime", "SimulatedShop", "Shop", "Desk", "DeskScreens", "Cells", "Keys", "Payments", "PaymentLaws",
        "Daraja", "Terminal", "Wording", nioPosix,
      ],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "ShopTests", dependencies: ["SimulatedShop", "Shop", "Payments", "PaymentLaws", "Daraja"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "CallbackListenerTests",
      dependencies: [
        "CallbackListener", "CanonicalJSON", "Daraja", "Files", "Payments", "Spool", "TestSupport", serviceLifecycle,
        logging, nioEmbedded,
      ],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "DarajaSimulatorTests",
      dependencies: [
        "DarajaSimulator", "CanonicalJSON", "Payments", "TestSupport", asyncHTTPClient, nioCore, nioPosix, nioHTTP1,
        serviceLifecycle, logging,
      ],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "TillsTests", dependencies: ["Tills", "CanonicalJSON", "Files", "Payments", "Wording", "TestSupport"],
      swiftSettings: swiftSettings),
    .testTarget(name: "FilesTests", dependencies: ["Files", "TestSupport"], swiftSettings: swiftSettings),
    .testTarget(
      name: "SettingsTests", dependencies: ["Settings", "Files", "Cells", "Payments", "TestSupport"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "ServerSetupTests", dependencies: ["ServerSetup", "Payments", "Settings"], swiftSettings: swiftSettings),
    // Habits that no compiler holds: lengths, citations, layers, dependencies.
    .testTarget(name: "TidyTests", swiftSettings: swiftSettings),
    // The lab: longer proofs than tests can be, one command each (docs/reliability.md).
    .target(name: "CLab", path: "Tests/CLab", cSettings: [.define("_GNU_SOURCE")]),
    .executableTarget(
      name: "kaunta-lab",
      dependencies: [
        "kaunta", "TestSupport", "CLab", "CanonicalJSON", "CallbackListener", "Daraja", "Files", "Ledger",
        "Cells", "PaymentLaws", "Payments", "Settings", "Shop", "SimulatedShop", "Spool", "StoredFrames", "Maintenance",
        "CLinux", argumentParser, grdb, logging, serviceLifecycle,
      ],
      path: "Tests/kaunta-lab", exclude: ["Corpus", "Fuzz", "fuzz.sh"], swiftSettings: swiftSettings),
    .testTarget(
      name: "LabTests", dependencies: ["kaunta-lab", "kaunta", "TestSupport", "BlockingTests"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "MaintenanceTests",
      dependencies: [
        "Maintenance", "CanonicalJSON", "Ledger", "Spool", "Shop", "Payments", "Wording", "Daraja", "Files", "CLinux",
        "TestSupport", grdb,
      ],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "kaunta", "Desk", "Daraja", "Payments", "TestSupport", "BlockingTests", "CanonicalJSON", "CLinux", grdb, crypto,
      ],
      exclude: ["Tables/faults.txt"],
      swiftSettings: swiftSettings),
  ]
)
