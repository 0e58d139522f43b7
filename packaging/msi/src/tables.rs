//! The tables of the package: their columns, and what happens in which order.

use msi::{Category, Column, ColumnBuilder};

fn key(name: &str) -> ColumnBuilder {
    Column::build(name).primary_key()
}

fn id(name: &str) -> Column {
    Column::build(name).id_string(72)
}

fn may_be_id(name: &str) -> Column {
    Column::build(name).nullable().id_string(72)
}

fn sequence() -> Vec<Column> {
    vec![
        key("Action").id_string(72),
        Column::build("Condition").nullable().category(Category::Condition).string(255),
        Column::build("Sequence").nullable().range(-4, 32_767).int16(),
    ]
}

/// Each table with its columns, in the order of Microsoft's documentation.
pub fn all() -> Vec<(&'static str, Vec<Column>)> {
    let text = |name: &str, length| Column::build(name).nullable().localizable().text_string(length);
    let formatted = |name: &str, length| Column::build(name).nullable().formatted_string(length);
    let guid = |name: &str| Column::build(name).nullable().category(Category::Guid).string(38);
    let version = |name: &str| Column::build(name).nullable().category(Category::Text).string(72);
    let mut tables = vec![
        ("Property", vec![key("Property").id_string(72), Column::build("Value").localizable().text_string(0)]),
        (
            "Directory",
            vec![
                key("Directory").id_string(72),
                may_be_id("Directory_Parent"),
                Column::build("DefaultDir").localizable().category(Category::DefaultDir).string(255),
            ],
        ),
        (
            "Component",
            vec![
                key("Component").id_string(72),
                guid("ComponentId"),
                id("Directory_"),
                Column::build("Attributes").int16(),
                Column::build("Condition").nullable().category(Category::Condition).string(255),
                may_be_id("KeyPath"),
            ],
        ),
        (
            "Feature",
            vec![
                key("Feature").id_string(38),
                Column::build("Feature_Parent").nullable().id_string(38),
                text("Title", 64),
                text("Description", 255),
                Column::build("Display").nullable().range(0, 32_767).int16(),
                Column::build("Level").range(0, 32_767).int16(),
                Column::build("Directory_").nullable().category(Category::UpperCase).string(72),
                Column::build("Attributes").int16(),
            ],
        ),
        ("FeatureComponents", vec![key("Feature_").id_string(38), key("Component_").id_string(72)]),
        (
            "File",
            vec![
                key("File").id_string(72),
                id("Component_"),
                Column::build("FileName").localizable().category(Category::Filename).string(255),
                Column::build("FileSize").range(0, i32::MAX).int32(),
                version("Version"),
                Column::build("Language").nullable().category(Category::Language).string(20),
                Column::build("Attributes").nullable().range(0, 32_767).int16(),
                Column::build("Sequence").range(1, 32_767).int16(),
            ],
        ),
        (
            "Media",
            vec![
                key("DiskId").range(1, 32_767).int16(),
                Column::build("LastSequence").range(0, 32_767).int16(),
                text("DiskPrompt", 64),
                Column::build("Cabinet").nullable().category(Category::Cabinet).string(255),
                Column::build("VolumeLabel").nullable().text_string(32),
                Column::build("Source").nullable().category(Category::Property).string(72),
            ],
        ),
        ("Icon", vec![key("Name").id_string(72), Column::build("Data").category(Category::Binary).binary()]),
        (
            "Environment",
            vec![
                key("Environment").id_string(72),
                Column::build("Name").localizable().text_string(255),
                Column::build("Value").nullable().localizable().formatted_string(255),
                id("Component_"),
            ],
        ),
        (
            "Shortcut",
            vec![
                key("Shortcut").id_string(72),
                id("Directory_"),
                Column::build("Name").localizable().category(Category::Filename).string(128),
                id("Component_"),
                Column::build("Target").category(Category::Shortcut).string(72),
                formatted("Arguments", 255),
                text("Description", 255),
                Column::build("Hotkey").nullable().range(0, 32_767).int16(),
                may_be_id("Icon_"),
                Column::build("IconIndex").nullable().int16(),
                Column::build("ShowCmd").nullable().int16(),
                may_be_id("WkDir"),
            ],
        ),
        (
            "Upgrade",
            vec![
                key("UpgradeCode").category(Category::Guid).string(38),
                Column::build("VersionMin").primary_key().nullable().text_string(20),
                Column::build("VersionMax").primary_key().nullable().text_string(20),
                Column::build("Language").primary_key().nullable().category(Category::Language).string(255),
                key("Attributes").range(0, i32::MAX).int32(),
                formatted("Remove", 255),
                Column::build("ActionProperty").category(Category::UpperCase).string(72),
            ],
        ),
        (
            "LaunchCondition",
            vec![
                key("Condition").category(Category::Condition).string(255),
                Column::build("Description").localizable().formatted_string(255),
            ],
        ),
    ];
    tables.extend(SEQUENCES.iter().map(|(name, _)| (*name, sequence())));
    tables
}

type Sequence = (&'static str, &'static [(&'static str, i32)]);

/// What happens, in Microsoft's order. An older version is removed within the transaction: when the new one cannot be
/// installed, the old one is back.
pub const SEQUENCES: &[Sequence] = &[
    (
        "InstallExecuteSequence",
        &[
            ("FindRelatedProducts", 25),
            ("LaunchConditions", 100),
            ("ValidateProductID", 700),
            ("CostInitialize", 800),
            ("FileCost", 900),
            ("CostFinalize", 1000),
            ("InstallValidate", 1400),
            ("InstallInitialize", 1500),
            ("RemoveExistingProducts", 1525),
            ("ProcessComponents", 1600),
            ("UnpublishFeatures", 1800),
            ("RemoveShortcuts", 3200),
            ("RemoveEnvironmentStrings", 3300),
            ("RemoveFiles", 3500),
            ("InstallFiles", 4000),
            ("CreateShortcuts", 4500),
            ("WriteEnvironmentStrings", 5200),
            ("RegisterUser", 6000),
            ("RegisterProduct", 6100),
            ("PublishFeatures", 6300),
            ("PublishProduct", 6400),
            ("InstallFinalize", 6600),
        ],
    ),
    (
        "InstallUISequence",
        &[
            ("FindRelatedProducts", 25),
            ("LaunchConditions", 100),
            ("ValidateProductID", 700),
            ("CostInitialize", 800),
            ("FileCost", 900),
            ("CostFinalize", 1000),
            ("ExecuteAction", 1300),
        ],
    ),
    (
        "AdminExecuteSequence",
        &[
            ("CostInitialize", 800),
            ("FileCost", 900),
            ("CostFinalize", 1000),
            ("InstallValidate", 1400),
            ("InstallInitialize", 1500),
            ("InstallAdminPackage", 3900),
            ("InstallFiles", 4000),
            ("InstallFinalize", 6600),
        ],
    ),
    ("AdminUISequence", &[("CostInitialize", 800), ("FileCost", 900), ("CostFinalize", 1000), ("ExecuteAction", 1300)]),
    (
        "AdvtExecuteSequence",
        &[
            ("CostInitialize", 800),
            ("CostFinalize", 1000),
            ("InstallValidate", 1400),
            ("InstallInitialize", 1500),
            ("CreateShortcuts", 4500),
            ("PublishFeatures", 6300),
            ("PublishProduct", 6400),
            ("InstallFinalize", 6600),
        ],
    ),
];
