//! Addresses in France.

use super::{City, Country};

/// Cities, streets and second lines of France.
pub(in crate::words) static COUNTRY: Country = Country {
    code: "FR",
    cities: &[
        City {
            name: "Paris",
            region: Some("Île-de-France"),
            postcode: "7501#",
            time_zone: "Europe/Paris",
        },
        City {
            name: "Lyon",
            region: Some("Auvergne-Rhône-Alpes"),
            postcode: "6900#",
            time_zone: "Europe/Paris",
        },
        City {
            name: "Grenoble",
            region: Some("Auvergne-Rhône-Alpes"),
            postcode: "38#00",
            time_zone: "Europe/Paris",
        },
        City {
            name: "Clermont-Ferrand",
            region: Some("Auvergne-Rhône-Alpes"),
            postcode: "63#00",
            time_zone: "Europe/Paris",
        },
        City {
            name: "Marseille",
            region: Some("Provence-Alpes-Côte d'Azur"),
            postcode: "1300#",
            time_zone: "Europe/Paris",
        },
        City {
            name: "Nice",
            region: Some("Provence-Alpes-Côte d'Azur"),
            postcode: "06#00",
            time_zone: "Europe/Paris",
        },
        City {
            name: "Toulouse",
            region: Some("Occitanie"),
            postcode: "31#00",
            time_zone: "Europe/Paris",
        },
        City {
            name: "Montpellier",
            region: Some("Occitanie"),
            postcode: "340##",
            time_zone: "Europe/Paris",
        },
        City {
            name: "Bordeaux",
            region: Some("Nouvelle-Aquitaine"),
            postcode: "33#00",
            time_zone: "Europe/Paris",
        },
        City {
            name: "Limoges",
            region: Some("Nouvelle-Aquitaine"),
            postcode: "87#00",
            time_zone: "Europe/Paris",
        },
        City {
            name: "Nantes",
            region: Some("Pays de la Loire"),
            postcode: "44#00",
            time_zone: "Europe/Paris",
        },
        City {
            name: "Angers",
            region: Some("Pays de la Loire"),
            postcode: "49#00",
            time_zone: "Europe/Paris",
        },
        City {
            name: "Rennes",
            region: Some("Bretagne"),
            postcode: "35#00",
            time_zone: "Europe/Paris",
        },
        City {
            name: "Brest",
            region: Some("Bretagne"),
            postcode: "292##",
            time_zone: "Europe/Paris",
        },
        City {
            name: "Tours",
            region: Some("Centre-Val de Loire"),
            postcode: "37#00",
            time_zone: "Europe/Paris",
        },
        City {
            name: "Dijon",
            region: Some("Bourgogne-Franche-Comté"),
            postcode: "21#00",
            time_zone: "Europe/Paris",
        },
        City {
            name: "Besançon",
            region: Some("Bourgogne-Franche-Comté"),
            postcode: "250##",
            time_zone: "Europe/Paris",
        },
        City {
            name: "Strasbourg",
            region: Some("Grand Est"),
            postcode: "67#00",
            time_zone: "Europe/Paris",
        },
        City {
            name: "Reims",
            region: Some("Grand Est"),
            postcode: "51#00",
            time_zone: "Europe/Paris",
        },
        City {
            name: "Lille",
            region: Some("Hauts-de-France"),
            postcode: "59###",
            time_zone: "Europe/Paris",
        },
        City {
            name: "Le Havre",
            region: Some("Normandie"),
            postcode: "766##",
            time_zone: "Europe/Paris",
        },
    ],
    streets: &[
        "{n} rue des Noisetiers-Bleus",
        "{n} allée du Vieux Lavoir",
        "{n} chemin de la Combe-aux-Merles",
        "{n} impasse des Tuileries-Basses",
        "{n} avenue du Pré-Fleury",
        "{n} rue de la Fontaine-aux-Grives",
        "{n} bis, rue du Four-à-Pain",
        "{n} place des Charmilles",
        "{n} montée des Genêts-d'Or",
        "{n} quai des Roselières",
    ],
    second_lines: &[
        "Appartement {n}",
        "Bâtiment B",
        "Étage {n}",
        "Escalier {n}",
        "Résidence Les Mésanges",
    ],
};
