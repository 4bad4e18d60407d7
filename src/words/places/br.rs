//! Addresses in Brazil.

use super::{City, Country};

/// Cities, streets and second lines of Brazil; regions are state abbreviations.
pub(in crate::words) static COUNTRY: Country = Country {
    code: "BR",
    cities: &[
        City {
            name: "São Paulo",
            region: Some("SP"),
            postcode: "04###-###",
            time_zone: "America/Sao_Paulo",
        },
        City {
            name: "Campinas",
            region: Some("SP"),
            postcode: "130##-###",
            time_zone: "America/Sao_Paulo",
        },
        City {
            name: "Rio de Janeiro",
            region: Some("RJ"),
            postcode: "22###-###",
            time_zone: "America/Sao_Paulo",
        },
        City {
            name: "Belo Horizonte",
            region: Some("MG"),
            postcode: "30###-###",
            time_zone: "America/Sao_Paulo",
        },
        City {
            name: "Vitória",
            region: Some("ES"),
            postcode: "290##-###",
            time_zone: "America/Sao_Paulo",
        },
        City {
            name: "Curitiba",
            region: Some("PR"),
            postcode: "80###-###",
            time_zone: "America/Sao_Paulo",
        },
        City {
            name: "Florianópolis",
            region: Some("SC"),
            postcode: "880##-###",
            time_zone: "America/Sao_Paulo",
        },
        City {
            name: "Porto Alegre",
            region: Some("RS"),
            postcode: "90###-###",
            time_zone: "America/Sao_Paulo",
        },
        City {
            name: "Brasília",
            region: Some("DF"),
            postcode: "70###-###",
            time_zone: "America/Sao_Paulo",
        },
        City {
            name: "Goiânia",
            region: Some("GO"),
            postcode: "74###-###",
            time_zone: "America/Sao_Paulo",
        },
        City {
            name: "Cuiabá",
            region: Some("MT"),
            postcode: "780##-###",
            time_zone: "America/Cuiaba",
        },
        City {
            name: "Campo Grande",
            region: Some("MS"),
            postcode: "790##-###",
            time_zone: "America/Campo_Grande",
        },
        City {
            name: "Salvador",
            region: Some("BA"),
            postcode: "40###-###",
            time_zone: "America/Bahia",
        },
        City {
            name: "Maceió",
            region: Some("AL"),
            postcode: "570##-###",
            time_zone: "America/Maceio",
        },
        City {
            name: "Recife",
            region: Some("PE"),
            postcode: "51###-###",
            time_zone: "America/Recife",
        },
        City {
            name: "Natal",
            region: Some("RN"),
            postcode: "590##-###",
            time_zone: "America/Fortaleza",
        },
        City {
            name: "Fortaleza",
            region: Some("CE"),
            postcode: "60###-###",
            time_zone: "America/Fortaleza",
        },
        City {
            name: "São Luís",
            region: Some("MA"),
            postcode: "650##-###",
            time_zone: "America/Fortaleza",
        },
        City {
            name: "Belém",
            region: Some("PA"),
            postcode: "66###-###",
            time_zone: "America/Belem",
        },
        City {
            name: "Manaus",
            region: Some("AM"),
            postcode: "690##-###",
            time_zone: "America/Manaus",
        },
        City {
            name: "Porto Velho",
            region: Some("RO"),
            postcode: "768##-###",
            time_zone: "America/Porto_Velho",
        },
        City {
            name: "Rio Branco",
            region: Some("AC"),
            postcode: "699##-###",
            time_zone: "America/Rio_Branco",
        },
    ],
    streets: &[
        "Rua das Jabuticabeiras, {n}",
        "Rua do Moinho Amarelo, {n}",
        "Avenida dos Ipês Roxos, {n}",
        "Travessa da Olaria Velha, {n}",
        "Rua Sabiá-da-Mata, {n}",
        "Alameda das Quaresmeiras, {n}",
        "Ladeira do Cajueiro Torto, {n}",
        "Rua Beira do Capim, {n}",
        "Estrada da Pedra Lascada, {n}",
        "Praça dos Vaga-lumes, {n}",
    ],
    second_lines: &["Apto {n}", "Bloco B", "Casa {n}", "Sala {n}", "Fundos"],
};
